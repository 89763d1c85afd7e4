-- Private keys are PKCS #8, encrypted with AES-256-GCM under the key that the environment gives.
create table signing_keys (
    id          text primary key,
    public_key  bytea       not null,
    private_key bytea       not null,
    created_at  timestamptz not null,
    signs_from  timestamptz not null
);

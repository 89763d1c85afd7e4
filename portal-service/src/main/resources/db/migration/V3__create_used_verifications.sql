-- Who lost the answer to a verification may show the token again for a moment. No address, nothing personal.
create table used_verifications (
    token_hash text primary key,
    member_id  uuid        not null references members (id),
    used_at    timestamptz not null
);
create index used_verifications_used on used_verifications (used_at);

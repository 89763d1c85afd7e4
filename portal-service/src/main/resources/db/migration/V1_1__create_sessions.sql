-- One row per sign-in; its refresh tokens form a family that is revoked as a whole.
create table sessions (
    id         uuid primary key,
    subject    uuid        not null,
    kind       text        not null check (kind in ('MEMBER', 'STAFF')),
    created_at timestamptz not null,
    ends_at    timestamptz not null,
    revoked_at timestamptz
);
create index sessions_subject on sessions (subject);
create index sessions_ends on sessions (ends_at);

create table refresh_tokens (
    token_hash text primary key,
    session_id uuid        not null references sessions (id) on delete cascade,
    issued_at  timestamptz not null,
    rotated_at timestamptz
);
create index refresh_tokens_session on refresh_tokens (session_id);

-- What is counted to slow down guessing and mail floods; subjects are hashes, never addresses.
create table attempts (
    id           uuid primary key,
    kind         text        not null check (kind in ('SIGN_IN_ACCOUNT', 'SIGN_IN_SOURCE', 'MAIL')),
    subject_hash text        not null,
    at           timestamptz not null
);
create index attempts_subject on attempts (kind, subject_hash, at);
create index attempts_at on attempts (at);

-- Files of orders and validations that partners hand in. What they say lies in S3.
create table partner_file (
    id              uuid primary key,
    partner_id      uuid not null references partner (id),
    idempotency_key text not null,
    kind            text not null check (kind in ('ORDERS', 'VALIDATIONS')),
    format          text not null check (format in ('CSV', 'JSON_LINES')),
    said_by         text not null,
    object_key      text not null,
    upload_id       text,
    status          text not null check (status in ('RECEIVING', 'RECEIVED', 'RUNNING', 'DONE', 'FAILED')),
    bytes           bigint not null,
    sha256          text check (status = 'RECEIVING' or sha256 is not null),
    received_at     timestamptz not null,
    started_at      timestamptz,
    ended_at        timestamptz check ((ended_at is not null) = (status in ('DONE', 'FAILED'))),
    position        bigint not null check (position between 0 and bytes),
    lines           bigint not null,
    accepted        bigint not null,
    duplicates      bigint not null,
    rejected        bigint not null,
    failure_code    text,
    failure_detail  text,
    attempts        integer not null,
    lease_owner     uuid,
    lease_until     timestamptz,
    turn_at         timestamptz not null,
    unique (partner_id, idempotency_key)
);

comment on column partner_file.position is 'where the next entry begins, in bytes; moves in the transaction of the orders before it';
comment on column partner_file.lease_until is 'until then it is its owner''s, or nobody''s';

create index partner_file_shown on partner_file (partner_id, id);
create index partner_file_waiting on partner_file (turn_at) where status in ('RECEIVED', 'RUNNING');
create index partner_file_old on partner_file (received_at);

create table partner_file_error (
    file_id  uuid not null references partner_file (id) on delete cascade,
    line     bigint not null,
    position bigint not null,
    length   bigint not null,
    code     text not null,
    detail   text not null,
    primary key (file_id, line)
);

-- Where a partner wants to hear of its own. What belongs to delivery (from leased_until on) is written by those who deliver alone.
create table webhook_endpoint (
    id              uuid primary key,
    partner_id      uuid not null references partner (id),
    url             text not null,
    events          text[] not null,
    secret          bytea,
    previous_secret bytea,
    previous_until  timestamptz,
    created_at      timestamptz not null,
    disabled_at     timestamptz,
    disabled_for    text check (disabled_for in ('ASKED', 'GONE')),
    deleted_at      timestamptz,
    leased_until    timestamptz not null default '-infinity',
    lease           uuid,
    failures        integer not null default 0,
    failing_since   timestamptz,
    retry_at        timestamptz not null default '-infinity',
    check ((disabled_at is null) = (disabled_for is null)),
    -- Of an endpoint that is gone nobody needs the secrets.
    check ((secret is null) = (deleted_at is not null)),
    check ((previous_secret is null) = (previous_until is null))
);

comment on column webhook_endpoint.secret is 'sealed';
comment on column webhook_endpoint.failures is 'calls in a row that found it away';

create index webhook_endpoint_partner on webhook_endpoint (partner_id, id) where deleted_at is null;

-- One thing to tell one endpoint, written in the transaction of the change. The body is signed byte for byte as it stands here, and is gone
-- once it is delivered.
create table webhook_delivery (
    endpoint_id     uuid not null references webhook_endpoint (id),
    event_id        uuid not null,
    type            text not null,
    occurred_at     timestamptz not null,
    body            text,
    status          text not null default 'PENDING' check (status in ('PENDING', 'DELIVERED', 'DEAD')),
    due_at          timestamptz not null,
    give_up_at      timestamptz not null,
    attempts        integer not null default 0,
    last_attempt_at timestamptz,
    last_status     integer,
    last_error      text,
    ended_at        timestamptz,
    primary key (endpoint_id, event_id),
    check ((status = 'DELIVERED') = (body is null)),
    check ((status = 'PENDING') = (ended_at is null))
);

create index webhook_delivery_due on webhook_delivery (endpoint_id, due_at) where status = 'PENDING';
create index webhook_delivery_dead on webhook_delivery (endpoint_id, event_id) where status = 'DEAD';
create index webhook_delivery_ended on webhook_delivery (ended_at) where status <> 'PENDING';

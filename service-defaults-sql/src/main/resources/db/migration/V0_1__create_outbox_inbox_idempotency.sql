-- What this service has said: written in the same transaction as the change it tells of.
create table outbox_event (
    id          uuid primary key,
    type        text not null,
    subject     text not null,
    occurred_at timestamptz not null,
    data        jsonb not null
);

-- One row for each subscriber that has not taken an event yet.
create table outbox_delivery (
    event_id        uuid not null references outbox_event (id) on delete cascade,
    subscriber      text not null,
    sequence        bigint generated always as identity,
    attempts        integer not null default 0,
    next_attempt_at timestamptz not null,
    last_error      text,
    dead_at         timestamptz,
    primary key (event_id, subscriber)
);

create index outbox_delivery_due on outbox_delivery (subscriber, sequence) where dead_at is null;
create index outbox_delivery_dead on outbox_delivery (dead_at, event_id) where dead_at is not null;
create index outbox_event_occurred on outbox_event (occurred_at);

-- What this service has heard: the id becomes durable together with its effect.
create table inbox_event (
    id         uuid primary key,
    applied_at timestamptz not null
);

create index inbox_event_applied on inbox_event (applied_at);

-- The first answer to each Idempotency-Key, written in the same transaction as what the request did.
create table idempotency_key (
    scope        text not null,
    key          text not null,
    request_hash text not null,
    status       integer not null,
    body         text,
    created_at   timestamptz not null,
    primary key (scope, key)
);

create index idempotency_key_created on idempotency_key (created_at);

-- Read copy of a member: whom to write to, and how. An erased member leaves only the fact of being erased.
create table recipient (
    member_id    uuid primary key,
    revision     bigint not null,
    email        text,
    display_name text,
    locale       text,
    erased_at    timestamptz,
    check (email is not null or erased_at is not null)
);

-- One mail, from the moment it is due to its end.
create table message (
    id              uuid primary key,
    -- what made it due: the same origin never makes the same mail twice
    origin          text not null,
    template        text not null,
    member_id       uuid not null,
    -- set for a mail to an address that is no member's yet, and on every mail once it is sent
    address         text,
    locale          text,
    -- JSON; without its secrets once the mail is sent, gone once the member is erased
    content         text,
    subject         text,
    status          text not null check (status in ('QUEUED', 'SENT', 'FAILED', 'DROPPED')),
    attempts        integer not null default 0,
    next_attempt_at timestamptz not null,
    last_error      text,
    expires_at      timestamptz,
    created_at      timestamptz not null,
    changed_at      timestamptz not null,
    unique (origin, template)
);

create index message_due on message (next_attempt_at) where status = 'QUEUED';
create index message_member on message (member_id, id);
create index message_status on message (status, id);
create index message_changed on message (changed_at);

-- The newest state of a transaction or payout that was heard of, so that a late event does not tell an older one as news.
create table announced (
    subject_id uuid primary key,
    revision   bigint not null,
    setback    boolean not null,
    heard_at   timestamptz not null
);

-- Addresses that get no mail. Lower case.
create table suppression (
    address    text primary key,
    reason     text not null check (reason in ('HARD_BOUNCE', 'COMPLAINT', 'MANUAL')),
    note       text,
    created_at timestamptz not null
);

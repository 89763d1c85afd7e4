-- Who says that an order is paid to us: the payment of our statement, or the affiliate network that pays us for it.
alter table transaction add column settled_by text not null default 'STATEMENT' check (settled_by in ('STATEMENT', 'NETWORK'));
alter table transaction alter column settled_by drop default;
alter table transaction add check (settled_by = 'STATEMENT' or statement_id is null);

-- One of our accounts at an affiliate network. Its credentials are sealed.
create table network_account (
    id           uuid primary key,
    network      text not null check (network in ('AWIN', 'CJ', 'RAKUTEN', 'IMPACT', 'PARTNERIZE', 'TRADEDOUBLER', 'ADMITAD')),
    external_id  text not null,
    partner_id   uuid not null references partner (id),
    name         text not null,
    currency     text not null check (currency ~ '^[A-Z]{3}$'),
    zone         text not null,
    credentials  bytea not null,
    pace_key     text not null,
    since        timestamptz not null,
    enabled      boolean not null,
    not_before   timestamptz not null,
    lease        uuid,
    leased_until timestamptz,
    created_at   timestamptz not null,
    -- Twice the same account would count every order twice.
    unique (network, external_id)
);

comment on column network_account.external_id is 'who we are there: publisher id, company id, account sid';
comment on column network_account.currency is 'of amounts that the network states without one';
comment on column network_account.zone is 'of times that the network states without one';
comment on column network_account.pace_key is 'the same for accounts that the network counts as one caller';
comment on column network_account.since is 'nothing earlier is asked for';
comment on column network_account.not_before is 'the network is not called before';

create index network_account_pace on network_account (pace_key);

-- Which store a network's programme stands for.
create table network_programme (
    account_id   uuid not null references network_account (id),
    programme_id text not null,
    store_id     uuid not null references store (id),
    primary key (account_id, programme_id)
);

-- How far an account has been read, in each of the three windows: new, changed, and everything of the last months.
create table network_cursor (
    id           uuid primary key,
    account_id   uuid not null references network_account (id),
    poll_window  text not null check (poll_window in ('NEW', 'CHANGED', 'SWEEP')),
    read_until   timestamptz not null,
    round_until  timestamptz,
    slice_from   timestamptz,
    slice_until  timestamptz,
    slice_length bigint not null check (slice_length > 0),
    page         text,
    pages        integer not null,
    due_at       timestamptz not null,
    attempts     integer not null,
    problem      text,
    detail       text,
    completed_at timestamptz,
    unique (account_id, poll_window)
);

comment on column network_cursor.read_until is 'everything before has been read';
comment on column network_cursor.round_until is 'what the round under way reads up to; null between rounds';
comment on column network_cursor.slice_length is 'seconds that are asked for at once';
comment on column network_cursor.page is 'the network''s own place in the slice';
comment on column network_cursor.attempts is 'that failed since the last page';

create index network_cursor_due on network_cursor (due_at);

-- An order as a network tells it: the sum of its records, and what became of it here.
create table network_order (
    id              uuid primary key,
    account_id      uuid not null references network_account (id),
    order_key       text not null,
    state           text not null check (state in ('WAITING', 'APPLIED', 'PARKED')),
    code            text check ((state = 'PARKED') = (code is not null)),
    detail          text,
    programme_id    text,
    click_id        text,
    raw_status      text,
    raw_reason      text,
    order_reference text,
    transaction_id  uuid unique references transaction (id),
    due_at          timestamptz,
    attempts        integer not null,
    first_seen_at   timestamptz not null,
    changed_at      timestamptz not null,
    unique (account_id, order_key)
);

comment on column network_order.due_at is 'when it is to be applied; null if there is nothing to do';

create index network_order_due on network_order (due_at) where due_at is not null;
create index network_order_parked on network_order (account_id, code, id) where state = 'PARKED';
create index network_order_parked_anywhere on network_order (id) where state = 'PARKED';
create index network_order_account on network_order (account_id, id);

-- Everything that a network ever said of an order, word for word: a record is said again only when it says something else. Never changed.
create table network_record (
    account_id  uuid not null references network_account (id),
    record_id   text not null,
    revision    integer not null,
    order_id    uuid not null references network_order (id),
    fingerprint text not null,
    changed_at  timestamptz,
    poll_window text not null,
    payload     text not null,
    received_at timestamptz not null,
    primary key (account_id, record_id, revision)
);

comment on column network_record.fingerprint is 'of what we read in it, so that a word that means the same is no revision';
comment on column network_record.changed_at is 'when the network says it last changed it';

create index network_record_order on network_record (order_id);

create trigger network_record_append_only before update or delete on network_record
    for each row execute function refuse_change();

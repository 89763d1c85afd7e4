-- What a partner owes us for the orders approved in a period. Closed when it is made.
create table statement (
    id           uuid primary key,
    partner_id   uuid not null references partner (id),
    period_from  date not null,
    period_to    date not null check (period_to >= period_from),
    currency     text not null,
    total        bigint not null check (total >= 0),
    transactions integer not null check (transactions >= 0),
    paid         bigint not null default 0 check (paid >= 0),
    created_at   timestamptz not null
);

create index statement_partner on statement (partner_id, id);

create table statement_payment (
    id             uuid primary key,
    statement_id   uuid not null references statement (id),
    amount         bigint not null check (amount > 0),
    overpaid       bigint not null check (overpaid >= 0),
    settled        integer not null,
    received_on    date not null,
    bank_reference text not null,
    created_at     timestamptz not null,
    unique (statement_id, bank_reference)
);

-- One reported order. Amounts in minor units of the one currency of its store.
create table transaction (
    id                  uuid primary key,
    store_id            uuid not null references store (id),
    store_slug          text not null,
    store_name          text not null,
    partner_id          uuid not null references partner (id),
    member_id           uuid not null,
    click_id            text not null check (click_id ~ '^[0-9A-Z]{26}$'),
    order_reference     text not null,
    currency            text not null,
    receipt             text not null,
    ordered_at          timestamptz not null,
    reported_at         timestamptz not null,
    changed_at          timestamptz not null,
    expected_payable_on date not null,
    customer            text check (customer in ('NEW', 'RETURNING')),
    voucher_code        text,
    status              text not null check (status in ('PENDING', 'APPROVED', 'DECLINED', 'PAID', 'CLAWED_BACK')),
    payable             boolean not null,
    reason              text,
    order_value         bigint not null check (order_value >= 0),
    commission          bigint not null check (commission >= 0),
    cashback            bigint not null check (cashback between 0 and commission),
    approved_at         timestamptz,
    statement_id        uuid references statement (id),
    revision            bigint not null,
    -- An order counts once, however often, by whatever way and at whatever instant it is reported.
    unique (store_id, order_reference)
);

create index transaction_partner on transaction (partner_id, id);
create index transaction_reported on transaction (partner_id, reported_at);
create index transaction_reference on transaction (partner_id, order_reference);
create index transaction_member on transaction (member_id);
create index transaction_statement on transaction (statement_id, approved_at, id) where statement_id is not null;
create index transaction_billable on transaction (partner_id, approved_at) where status = 'APPROVED' and statement_id is null;

create table transaction_item (
    transaction_id   uuid not null references transaction (id),
    line             integer not null,
    sku              text not null,
    name             text,
    commission_group text not null,
    quantity         integer not null check (quantity > 0),
    order_value      bigint not null check (order_value >= 0),
    commission       bigint not null check (commission >= 0),
    cashback         bigint not null check (cashback between 0 and commission),
    primary key (transaction_id, line)
);

-- The history: every report, amendment and verdict with what was said, never changed.
create table transaction_revision (
    transaction_id uuid not null references transaction (id),
    revision       bigint not null,
    change         text not null check (change in
        ('REPORTED', 'APPROVED', 'DECLINED', 'AMENDED', 'REINSTATED', 'PAID', 'CLAWED_BACK')),
    status         text not null,
    reason         text,
    order_value    bigint not null,
    commission     bigint not null,
    cashback       bigint not null,
    said_by        text not null,
    payload        jsonb not null,
    at             timestamptz not null,
    primary key (transaction_id, revision)
);

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'history is append-only';
end $$;

create trigger transaction_revision_append_only before update or delete on transaction_revision
    for each row execute function refuse_change();

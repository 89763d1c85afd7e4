-- A transaction of commission-service as far as its cashback goes. What was posted for it follows from the stage and amounts.
create table cashback_transaction (
    id                   uuid        primary key,
    member_id            uuid        not null,
    partner_id           uuid        not null,
    transaction_revision integer     not null check (transaction_revision > 0),
    revision             integer     not null check (revision >= 0),
    stage                text        not null check (stage in ('NONE', 'PENDING', 'APPROVED', 'PAYABLE')),
    status               text        not null check (status in ('TRACKED', 'CONFIRMED', 'PAYABLE', 'PAID', 'DECLINED')),
    store_slug           text        not null,
    store_name           text        not null,
    order_reference      text        not null,
    ordered_at           timestamptz not null,
    order_value_minor    bigint      not null,
    order_value_currency text        not null,
    commission_minor     bigint      not null check (commission_minor >= 0),
    cashback_minor       bigint      not null check (cashback_minor between 0 and commission_minor),
    currency             text        not null,
    reason               text,
    expected_payable_on  date,
    payable_since        timestamptz,
    changed_at           timestamptz not null,
    constraint cashback_transaction_stage check (
        case stage when 'NONE' then status = 'DECLINED'
                   when 'PENDING' then status = 'TRACKED'
                   when 'APPROVED' then status = 'CONFIRMED'
                   else status in ('PAYABLE', 'PAID') and payable_since is not null end)
);
create index cashback_transaction_of_member on cashback_transaction (member_id, ordered_at desc, id desc);
create index cashback_transaction_payable on cashback_transaction (member_id, currency, payable_since, id)
    where stage = 'PAYABLE';

-- The member's timeline.
create table cashback_history (
    id             uuid        primary key,
    transaction_id uuid        not null,
    at             timestamptz not null,
    status         text        not null check (status in ('TRACKED', 'CONFIRMED', 'PAYABLE', 'PAID', 'DECLINED')),
    detail         text        not null
);
create index cashback_history_of_transaction on cashback_history (transaction_id, at, id);

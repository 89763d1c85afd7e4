-- When a store hears of claims about its orders, in days.
alter table store
    add column claim_opens_after_days integer not null default 7 check (claim_opens_after_days >= 0),
    add column claim_closes_after_days integer not null default 100 check (claim_closes_after_days <= 450),
    add constraint store_claim_window check (claim_opens_after_days < claim_closes_after_days);

-- What a claim won beyond an order that could no longer be amended.
alter table transaction add column supplements uuid references transaction (id);
create index transaction_supplements on transaction (supplements) where supplements is not null;

-- What members report as missing, declined or counted with too little.
create table claim (
    id                 uuid primary key,
    type               text not null check (type in ('MISSING', 'WRONG_AMOUNT', 'DECLINED')),
    status             text not null check (status in
        ('ON_ICE', 'SUBMITTED', 'WITH_STORE', 'NEEDS_INFORMATION', 'WON', 'LOST', 'WITHDRAWN')),
    member_id          uuid not null,
    store_id           uuid not null references store (id),
    partner_id         uuid not null references partner (id),
    store_slug         text not null,
    store_name         text not null,
    click_id           text not null check (click_id ~ '^[0-9A-Z]{26}$'),
    -- what it is about; an order that is missing has none
    transaction_id     uuid references transaction (id),
    order_reference    text not null,
    ordered_at         timestamptz not null,
    currency           text not null,
    order_value        bigint not null check (order_value > 0),
    note               text,
    opens_on           date not null,
    closes_on          date not null,
    asked_from         text check (asked_from in ('SUBMITTED', 'WITH_STORE')),
    reason             text,
    receipt_key        text,
    receipt_type       text check (receipt_type in ('JPEG', 'PNG', 'PDF')),
    receipt_bytes      bigint,
    receipt_sha256     text,
    receipt_at         timestamptz,
    -- what it has brought about
    won_transaction_id uuid references transaction (id),
    forwarded_at       timestamptz,
    created_at         timestamptz not null,
    changed_at         timestamptz not null,
    revision           integer not null,
    check ((type = 'MISSING') = (transaction_id is null)),
    check ((status = 'WON') = (won_transaction_id is not null)),
    check ((status = 'LOST') = (reason is not null)),
    check ((status = 'NEEDS_INFORMATION') <= (asked_from is not null))
);

-- A member claims a missing order once, and one order has one open claim, at whatever instant they come.
create unique index claim_missing_once on claim (member_id, store_id, lower(order_reference))
    where type = 'MISSING' and status <> 'WITHDRAWN';
create unique index claim_open_once on claim (transaction_id)
    where status in ('ON_ICE', 'SUBMITTED', 'WITH_STORE', 'NEEDS_INFORMATION');

create index claim_member on claim (member_id, id);
create index claim_queue on claim (status, id);
create index claim_partner on claim (partner_id, id) where forwarded_at is not null;
create index claim_order on claim (store_id, lower(order_reference));
create index claim_transaction on claim (transaction_id) where transaction_id is not null;
create index claim_frozen on claim (opens_on, id) where status = 'ON_ICE';
create index claim_receipt_kept on claim (changed_at, id)
    where receipt_key is not null and status in ('WON', 'LOST', 'WITHDRAWN');
create index claim_unanswered on claim (changed_at, id) where status = 'NEEDS_INFORMATION';

-- Who did what with a claim, and when.
create table claim_event (
    id       uuid primary key,
    claim_id uuid not null references claim (id),
    revision integer not null,
    kind     text not null check (kind in
        ('FILED', 'THAWED', 'FORWARDED', 'ASKED', 'ANSWERED', 'RECEIPT_ADDED', 'WON', 'LOST', 'WITHDRAWN')),
    status   text not null,
    actor    text not null check (actor in ('MEMBER', 'STAFF', 'PARTNER', 'SYSTEM')),
    said_by  text not null,
    text     text,
    at       timestamptz not null,
    unique (claim_id, revision)
);

-- What was said may be forgotten with an erased member; that something was said, by whom and when, may not.
create function refuse_change_of_claim_event() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and new.text is null and to_jsonb(new) - 'text' = to_jsonb(old) - 'text' then
        return new;
    end if;
    raise exception 'history is append-only';
end $$;

create trigger claim_event_append_only before update or delete on claim_event
    for each row execute function refuse_change_of_claim_event();

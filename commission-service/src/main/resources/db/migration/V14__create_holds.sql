-- Whether the cashback of an order waits because something looks odd. That is no state of the order: verdicts, statements and payments go on.
-- due: as far as the partner goes, the cashback may be paid. It is payable when it is due and nothing is held against it.
alter table transaction add column due boolean not null default false;
alter table transaction add column hold text not null default 'NONE' check (hold in ('NONE', 'STANDING', 'REFUSED'));
alter table transaction add column held_until timestamptz;
update transaction set due = true where payable;
alter table transaction add constraint transaction_payable check (payable = (due and hold = 'NONE'));
alter table transaction add constraint transaction_held_until check ((hold = 'STANDING') = (held_until is not null));

alter table transaction_revision drop constraint transaction_revision_change_check;
alter table transaction_revision add constraint transaction_revision_change_check check (change in
    ('REPORTED', 'APPROVED', 'DECLINED', 'AMENDED', 'REINSTATED', 'PAID', 'CLAWED_BACK', 'HELD', 'RELEASED'));

-- A member's orders of a day are counted for each of them.
drop index transaction_member;
create index transaction_member on transaction (member_id, ordered_at);

-- Orders that the rules have not looked at yet. No foreign key: a row of it is written with every order, and orders are never deleted.
create table transaction_check (
    transaction_id uuid primary key,
    again          boolean not null default false
);

comment on column transaction_check.again is 'looked at before; something has become known since';

-- By whatever way an order comes in, it waits to be looked at.
create function queue_check() returns trigger language plpgsql as $$
begin
    insert into transaction_check (transaction_id) select id from added;
    return null;
end $$;

-- Except where partners' developers try things out, in a schema of that name: nobody is paid for it.
do $$
begin
    if current_schema() <> 'sandbox' then
        create trigger transaction_is_checked after insert on transaction
            referencing new table as added for each statement execute function queue_check();
    end if;
end $$;

-- Whoever makes cashback payable has looked first.
create function refuse_unchecked() returns trigger language plpgsql as $$
begin
    if exists (select from transaction_check where transaction_id = new.id) then
        raise exception 'transaction % would be payable before it is checked', new.id;
    end if;
    return new;
end $$;

create trigger transaction_is_payable_once_checked before update on transaction
    for each row when (new.payable and not old.payable) execute function refuse_unchecked();

-- What was held, why, and what became of it.
create table hold (
    id             uuid primary key,
    transaction_id uuid not null references transaction (id),
    partner_id     uuid not null references partner (id),
    member_id      uuid not null,
    rule           text not null check (rule in ('VELOCITY', 'LAPSE', 'SHARED_ACCOUNT', 'MAIL_DOMAIN', 'PARTNER_STAFF')),
    evidence       text not null,
    figures        jsonb not null,
    status         text not null check (status in ('STANDING', 'RELEASED', 'DECLINED')),
    opened_at      timestamptz not null,
    releases_at    timestamptz not null,
    decided_at     timestamptz,
    decided_how    text check (decided_how in ('STAFF', 'TIME')),
    decided_by     text,
    note           text,
    check ((status = 'STANDING') = (decided_at is null)),
    check ((decided_at is null) = (decided_how is null)),
    check ((decided_how = 'STAFF') = (decided_by is not null)),
    -- What was decided once is not held again for the same reason.
    unique (transaction_id, rule)
);

create index hold_queue on hold (status, id);
create index hold_partner on hold (partner_id, id);
create index hold_member on hold (member_id, rule);
create index hold_due on hold (releases_at) where status = 'STANDING';

-- Of a member's mail address only what comes after the @, and nothing once the member is erased.
create table member_mail (
    member_id uuid primary key,
    domain    text,
    revision  bigint not null,
    erased    boolean not null default false
);

-- Which members have been paid, or were to be, to the same bank account. The fingerprint is keyed, by payments-service: it tells no account.
create table payout_fingerprint (
    member_id   uuid not null,
    fingerprint text not null,
    primary key (member_id, fingerprint)
);

create index payout_fingerprint_members on payout_fingerprint (fingerprint, member_id);

-- How long after the click a store's orders are made, counted in steps of a fifth: see Lapse.
create table store_lapse (
    store_id uuid not null,
    step     integer not null check (step >= 0),
    orders   bigint not null,
    primary key (store_id, step)
);

-- What staff added to the domains that give out disposable addresses.
create table disposable_domain (
    domain   text primary key,
    added_by text not null,
    added_at timestamptz not null
);

-- Who works for a partner, as the partner says and as our staff say; each replaces its own part alone.
create table partner_staff (
    partner_id  uuid not null references partner (id),
    listed_by   text not null check (listed_by in ('PARTNER', 'STAFF')),
    mail_domain text,
    member_id   uuid,
    check ((mail_domain is null) <> (member_id is null))
);

create index partner_staff_of on partner_staff (partner_id);

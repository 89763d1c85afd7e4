-- What members and their friends get, per currency and perhaps country. Never changed but for its end: what was promised when stays readable.
create table referral_programme (
    id             uuid primary key,
    country        text check (country ~ '^[A-Z]{2}$'),
    currency       text not null check (currency ~ '^[A-Z]{3}$'),
    referrer_bonus bigint not null check (referrer_bonus between 0 and 1000000),
    friend_bonus   bigint not null check (friend_bonus between 0 and 1000000),
    minimum_order  bigint not null check (minimum_order between 1 and 1000000000),
    days           integer not null check (days between 1 and 730),
    cap_per_year   integer not null check (cap_per_year between 1 and 1000),
    valid_from     timestamptz not null,
    valid_to       timestamptz check (valid_to >= valid_from),
    created_at     timestamptz not null,
    created_by     text not null,
    ended_by       text,
    check (referrer_bonus + friend_bonus > 0)
);

comment on column referral_programme.country is 'null: wherever no programme is for the country itself';
comment on column referral_programme.minimum_order is 'minor units of the currency, as the bonuses';

create index referral_programme_currency on referral_programme (currency, valid_from);

-- One member brought by another, under the terms of that moment.
create table referral (
    id             uuid primary key,
    referrer_id    uuid not null,
    friend_id      uuid not null unique,
    programme_id   uuid not null references referral_programme (id),
    currency       text not null,
    referrer_bonus bigint not null,
    friend_bonus   bigint not null,
    minimum_order  bigint not null,
    days           integer not null,
    cap_per_year   integer not null,
    status         text not null check (status in ('PENDING', 'EARNED', 'EXPIRED', 'REVOKED')),
    -- what the referrer got, which is nothing beyond the cap
    referrer_earns boolean not null,
    transaction_id uuid references transaction (id),
    registered_at  timestamptz not null,
    expires_at     timestamptz not null,
    look_at        timestamptz not null,
    earned_at      timestamptz,
    changed_at     timestamptz not null,
    revision       integer not null check (revision > 0),
    check (referrer_id <> friend_id),
    check ((status in ('EARNED', 'REVOKED')) = (transaction_id is not null)),
    check ((transaction_id is null) = (earned_at is null))
);

create index referral_referrer on referral (referrer_id, id);
create index referral_status on referral (status, id);
create index referral_due on referral (look_at) where status = 'PENDING';
create index referral_cap on referral (referrer_id, earned_at) where status = 'EARNED' and referrer_earns;

-- Referrals to be judged anew, because an order of the friend was. Whoever judges deletes the row in the same transaction. No foreign
-- key: it would lock the referral, for which a batch of verdicts must not wait.
create table referral_check (
    id          uuid primary key,
    referral_id uuid not null
);

-- An erased member neither brings friends nor is brought, also where the news of both overtake each other.
create table referral_erased_member (
    member_id uuid primary key,
    erased_at timestamptz not null
);

-- What we give away to win members is a cost of ours.
alter table ledger_accounts drop constraint ledger_accounts_purpose;
alter table ledger_accounts add constraint ledger_accounts_purpose check ((owner_type, purpose) in (
    ('MEMBER', 'PENDING'), ('MEMBER', 'AVAILABLE'), ('MEMBER', 'RESERVED'), ('MEMBER', 'PAID'),
    ('PARTNER', 'RECEIVABLE_PENDING'), ('PARTNER', 'RECEIVABLE'),
    ('PLATFORM', 'REVENUE_PENDING'), ('PLATFORM', 'REVENUE'), ('PLATFORM', 'MARKETING'),
    ('PLATFORM', 'CASH'), ('PLATFORM', 'DISBURSED')));
alter table ledger_entries drop constraint ledger_entries_kind_check;
alter table ledger_entries add constraint ledger_entries_kind_check
    check (kind in ('CASHBACK', 'BONUS', 'LATE_REVERSAL', 'PARTNER_PAYMENT', 'PAYOUT'));

-- A referral of commission-service as far as its bonuses go: the newest revision seen, and what is booked for each side.
create table referral_booking (
    referral_id    uuid        primary key,
    revision       integer     not null check (revision > 0),
    referrer_id    uuid        not null,
    friend_id      uuid        not null,
    currency       text        not null check (currency ~ '^[A-Z]{3}$'),
    referrer_minor bigint      not null check (referrer_minor >= 0),
    friend_minor   bigint      not null check (friend_minor >= 0),
    booked_at      timestamptz not null,
    check (referrer_id <> friend_id)
);
create index referral_booking_referrer on referral_booking (referrer_id, currency);
create index referral_booking_friend on referral_booking (friend_id, currency);

-- Who is gone is given nothing any more, also if the news of both overtake each other.
create table erased_member (
    member_id uuid        primary key,
    erased_at timestamptz not null
);

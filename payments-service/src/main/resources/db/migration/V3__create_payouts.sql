-- Where a member is paid to. Holder and IBAN are encrypted, and name the key they are encrypted with.
create table payout_account (
    member_id     uuid        primary key,
    holder_sealed text        not null,
    iban_sealed   text        not null,
    bic           text,
    masked_iban   text        not null,
    changed_at    timestamptz not null,
    payouts_from  timestamptz not null
);

-- What a batch's file says, except for its payouts.
create table payout_batch (
    id           uuid        primary key,
    status       text        not null check (status in ('CREATED', 'STORED', 'SUBMITTED')),
    currency     text        not null,
    payouts      integer     not null check (payouts > 0),
    total_minor  bigint      not null check (total_minor > 0),
    debtor_name  text        not null,
    debtor_iban  text        not null,
    debtor_bic   text        not null,
    execution_on date        not null,
    created_by   text        not null,
    created_at   timestamptz not null,
    lease_until  timestamptz
);
create index payout_batch_unfinished on payout_batch (created_at) where status <> 'SUBMITTED';

create table payout (
    id              uuid        primary key,
    member_id       uuid        not null,
    revision        integer     not null check (revision > 0),
    status          text        not null check (status in
        ('REQUESTED', 'APPROVED', 'SUBMITTED', 'UNKNOWN', 'SETTLED', 'RETURNED', 'REJECTED')),
    amount_minor    bigint      not null check (amount_minor > 0),
    currency        text        not null,
    holder_sealed   text,
    iban_sealed     text,
    bic             text,
    masked_iban     text        not null,
    erase_when_done boolean     not null,
    batch_id        uuid        references payout_batch (id) deferrable initially deferred,
    reason_code     text,
    reason          text,
    approved_by     text,
    requested_at    timestamptz not null,
    submitted_at    timestamptz,
    changed_at      timestamptz not null,
    -- nothing is at the bank without having been approved and put into a batch
    constraint payout_approved check (status = 'REQUESTED' or approved_by is not null),
    constraint payout_in_batch check (status in ('REQUESTED', 'APPROVED') or (batch_id is not null and submitted_at is not null)),
    constraint payout_can_be_paid check (
        status in ('SETTLED', 'RETURNED', 'REJECTED') or (holder_sealed is not null and iban_sealed is not null))
);
create index payout_of_member on payout (member_id, requested_at desc, id desc);
create index payout_newest on payout (requested_at desc, id desc);
create index payout_of_batch on payout (batch_id, id);
create index payout_approved_waiting on payout (currency, requested_at, id) where status = 'APPROVED' and batch_id is null;
create index payout_unanswered on payout (submitted_at) where status = 'SUBMITTED';

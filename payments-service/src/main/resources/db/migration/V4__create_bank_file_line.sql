-- Lines of the bank's files that were followed, so that none is followed twice.
create table bank_file_line (
    fingerprint text        primary key,
    payout_id   uuid        not null references payout (id),
    outcome     text        not null check (outcome in ('SETTLED', 'REJECTED', 'RETURNED', 'NOTED')),
    code        text,
    read_at     timestamptz not null
);
create index bank_file_line_of_payout on bank_file_line (payout_id);

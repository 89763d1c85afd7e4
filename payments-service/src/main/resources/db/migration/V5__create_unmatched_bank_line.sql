-- Lines of the bank's files that nothing could be done about, for staff; a line that is followed later is taken out.
create table unmatched_bank_line (
    id           uuid        primary key, -- derived from the line, so that a file that comes again adds nothing
    kind         text        not null,
    reference    text,
    payout_id    uuid        references payout (id),
    outcome      text        not null
        check (outcome in ('SETTLED', 'REJECTED', 'REPEATED', 'RETURNED', 'NOTED', 'OTHER')),
    amount_minor bigint,
    currency     text,
    code         text,
    reason       text        not null,
    read_at      timestamptz not null,
    check ((amount_minor is null) = (currency is null))
);
create index unmatched_bank_line_newest on unmatched_bank_line (read_at desc, id desc);
create index unmatched_bank_line_of_payout on unmatched_bank_line (payout_id);

-- Double entry. Amounts are signed minor units, debit positive. The rules that must hold whatever code runs are here:
--   an entry sums to zero per currency and has two postings or more        (deferred constraint trigger)
--   entries and postings are never changed, deleted or added to later      (triggers, revoked privileges)
--   a balance changes by postings only, in their transaction               (trigger; direct updates are refused)
--   a member's account never goes below zero, but for a late reversal      (check constraint)

create table ledger_accounts (
    id           uuid        primary key,
    owner_type   text        not null,
    owner_id     uuid        not null,
    purpose      text        not null,
    currency     text        not null check (currency ~ '^[A-Z]{3}$'),
    balance      bigint      not null default 0,
    debt_allowed bigint      not null default 0 check (debt_allowed >= 0),
    created_at   timestamptz not null default now(),
    constraint ledger_accounts_name unique (owner_type, owner_id, purpose, currency),
    constraint ledger_accounts_currency unique (id, currency),
    constraint ledger_accounts_purpose check ((owner_type, purpose) in (
        ('MEMBER', 'PENDING'), ('MEMBER', 'AVAILABLE'), ('MEMBER', 'RESERVED'), ('MEMBER', 'PAID'),
        ('PARTNER', 'RECEIVABLE_PENDING'), ('PARTNER', 'RECEIVABLE'),
        ('PLATFORM', 'REVENUE_PENDING'), ('PLATFORM', 'REVENUE'), ('PLATFORM', 'CASH'), ('PLATFORM', 'DISBURSED'))),
    constraint ledger_accounts_floor check (owner_type <> 'MEMBER' or balance <= debt_allowed),
    constraint ledger_accounts_debt check (debt_allowed = 0 or (owner_type = 'MEMBER' and purpose = 'AVAILABLE'))
) with (fillfactor = 50); -- room for the new version of a row on its own page: balances change often, indexes never

create table ledger_entries (
    id             uuid        primary key,
    reference      text        not null,
    kind           text        not null check (kind in ('CASHBACK', 'LATE_REVERSAL', 'PARTNER_PAYMENT', 'PAYOUT')),
    occurred_at    timestamptz not null,
    posted_at      timestamptz not null default now(),
    -- closes the entry: postings are accepted in the transaction that made it and never after
    transaction_id xid8        not null default pg_current_xact_id(),
    constraint ledger_entries_reference unique (reference)
);

create table ledger_postings (
    entry_id   uuid     not null references ledger_entries (id),
    line       smallint not null,
    account_id uuid     not null,
    currency   text     not null,
    amount     bigint   not null check (amount <> 0 and amount between -1000000000000000 and 1000000000000000),
    primary key (entry_id, line),
    -- a posting is in its account's currency
    constraint ledger_postings_account foreign key (account_id, currency) references ledger_accounts (id, currency)
);
create index ledger_postings_of_account on ledger_postings (account_id, entry_id);

create function ledger_apply_postings() returns trigger language plpgsql as $$
begin
    if exists (select from new_postings p join ledger_entries e on e.id = p.entry_id
                where e.transaction_id <> pg_current_xact_id()) then
        raise exception 'a ledger entry takes no postings after its transaction' using errcode = 'restrict_violation';
    end if;
    update ledger_accounts a
       set balance = a.balance + d.amount,
           debt_allowed = case when d.may_owe and a.owner_type = 'MEMBER' and a.purpose = 'AVAILABLE'
                               then greatest(0, a.balance + d.amount)
                               else least(a.debt_allowed, greatest(0, a.balance + d.amount)) end
      from (select p.account_id, sum(p.amount)::bigint as amount, bool_or(e.kind = 'LATE_REVERSAL') as may_owe
              from new_postings p join ledger_entries e on e.id = p.entry_id
             group by p.account_id) d
     where a.id = d.account_id;
    return null;
end $$;

create trigger ledger_postings_move_balances after insert on ledger_postings
    referencing new table as new_postings for each statement execute function ledger_apply_postings();

create function ledger_check_entry() returns trigger language plpgsql as $$
declare
    lines integer;
begin
    select count(*) into lines from ledger_postings where entry_id = new.id;
    if lines < 2 then
        raise exception 'ledger entry % has % postings', new.reference, lines using errcode = 'check_violation';
    end if;
    if exists (select from ledger_postings where entry_id = new.id group by currency having sum(amount) <> 0) then
        raise exception 'ledger entry % does not sum to zero', new.reference using errcode = 'check_violation';
    end if;
    return null;
end $$;

create constraint trigger ledger_entries_balance after insert on ledger_entries
    deferrable initially deferred for each row execute function ledger_check_entry();

create function ledger_refuse() returns trigger language plpgsql as $$
begin
    raise exception 'the ledger is append-only: % on % refused', tg_op, tg_table_name
        using errcode = 'restrict_violation';
end $$;

create trigger ledger_postings_are_final before update or delete or truncate on ledger_postings
    for each statement execute function ledger_refuse();
create trigger ledger_entries_are_final before update or delete or truncate on ledger_entries
    for each statement execute function ledger_refuse();
create trigger ledger_accounts_stay before delete or truncate on ledger_accounts
    for each statement execute function ledger_refuse();
-- depth 0: an update that does not come from the postings' own trigger
create trigger ledger_balances_follow_postings before update on ledger_accounts
    for each row when (pg_trigger_depth() = 0) execute function ledger_refuse();
create function ledger_new_account_is_empty() returns trigger language plpgsql as $$
begin
    new.balance := 0;
    new.debt_allowed := 0;
    return new;
end $$;
create trigger ledger_accounts_start_empty before insert on ledger_accounts
    for each row execute function ledger_new_account_is_empty();

-- Also without privilege. Not UPDATE on entries: the foreign key of postings locks their row, which asks for it.
revoke update, delete, truncate on ledger_postings from current_user;
revoke delete, truncate on ledger_entries from current_user;
revoke delete, truncate on ledger_accounts from current_user;

-- What a statement says, written when it is closed and never changed: the orders it bills, and what it takes off, below nothing. Whatever is
-- billed or credited is so once, on one statement.
create table statement_line (
    statement_id uuid not null references statement (id),
    position     integer not null check (position > 0),
    kind         text not null check (kind in ('ORDER', 'REVERSED_ORDER', 'OVERPAYMENT', 'BALANCE')),
    -- the transaction, the payment, or the statement whose total is below nothing
    source_id    uuid not null,
    reference    text not null,
    store_slug   text,
    ordered_at   timestamptz,
    order_value  bigint,
    amount       bigint not null check (case when kind = 'ORDER' then amount >= 0 else amount < 0 end),
    primary key (statement_id, position),
    unique (kind, source_id)
);

create trigger statement_line_append_only before update or delete on statement_line
    for each row execute function refuse_change();

insert into statement_line (statement_id, position, kind, source_id, reference, store_slug, ordered_at, order_value, amount)
select statement_id, row_number() over (partition by statement_id order by approved_at, id), 'ORDER', id, order_reference, store_slug,
       ordered_at, order_value, commission
from transaction
where statement_id is not null;

alter table statement drop constraint statement_total_check;
alter table statement add column credited bigint not null default 0 check (credited >= 0);

create index transaction_to_credit on transaction (partner_id) where status = 'CLAWED_BACK' and statement_id is not null;
create index statement_payment_to_credit on statement_payment (statement_id) where overpaid > 0;

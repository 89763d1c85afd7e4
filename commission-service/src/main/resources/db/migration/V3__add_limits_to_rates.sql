-- Commissions that are capped, or paid from a certain order value on.
alter table rate
    add column cap_minor           bigint check (cap_minor > 0),
    add column minimum_order_minor bigint check (minimum_order_minor > 0),
    add constraint rate_fixed_is_its_own_cap check (type = 'PERCENT' or cap_minor is null);

comment on column rate.cap_minor is 'the most that the store pays for the group of one order';
comment on column rate.minimum_order_minor is 'what the whole order must come to for the group to earn anything';

-- What held at a moment, for staff who ask.
create index rate_store_history on rate (store_id, created_at);

-- We look at the purchase and hold its cashback back, no longer than until then.
alter table cashback_transaction add column held_until timestamptz;

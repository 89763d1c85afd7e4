-- Orders that a claim has booked under the reference that a member copied by hand. When the store reports such an order in its own letters, it is
-- the same order, and gone from here.
create table copied_reference (
    transaction_id uuid primary key references transaction (id),
    store_id       uuid not null,
    member_id      uuid not null,
    reference      text not null
);

create index copied_reference_found on copied_reference (store_id, member_id, lower(reference));

-- Which staff member put whom into which tier: it moves money.
create table tier_change (
    id        uuid primary key,
    member_id uuid not null references members (id),
    tier      text not null check (tier in ('CLASSIC', 'PLUS', 'VIP')),
    set_by    text not null,
    set_at    timestamptz not null
);

create index tier_change_member on tier_change (member_id, id);

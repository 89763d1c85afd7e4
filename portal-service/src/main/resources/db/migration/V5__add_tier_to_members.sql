alter table members
    add column tier text not null default 'CLASSIC' check (tier in ('CLASSIC', 'PLUS', 'VIP'));

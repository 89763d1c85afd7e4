-- What the members' tiers add to their share of every commission. Each setting is a new revision of all tiers.
create table tier_points (
    revision bigint not null check (revision > 0),
    tier     text not null check (tier in ('CLASSIC', 'PLUS', 'VIP')),
    points   bigint not null check (points between 0 and 1000000),
    set_at   timestamptz not null,
    set_by   text not null,
    primary key (revision, tier),
    check (tier <> 'CLASSIC' or points = 0)
);

comment on column tier_points.points is 'ten-thousandths of a percentage point of the commission';

-- Until staff say otherwise they are names alone.
insert into tier_points (revision, tier, points, set_at, set_by)
select 1, tier, 0, now(), 'the beginning' from unnest(array ['CLASSIC', 'PLUS', 'VIP']) tier;

-- What members get follows from rates, campaigns and tiers, as commission-service decides it when it freezes the terms of a click. This
-- file is the one place of this service that knows how; contracts/ has the values that both are held to.

-- Whatever depends on the member and the moment can't be kept with the rate.
alter table rates
    drop column member_percent,
    drop column member_fixed_minor,
    add column cap_minor           bigint check (cap_minor > 0),
    add column minimum_order_minor bigint check (minimum_order_minor > 0),
    add check (type <> 'PERCENT' or (percent >= 0 and fixed_minor is null)),
    add check (type <> 'FIXED' or (fixed_minor >= 0 and currency is not null and percent is null)),
    add check (currency is not null or (cap_minor is null and minimum_order_minor is null));

comment on column rates.currency is 'of every amount of the rate; null where it has none';

-- The rates that are here already came without the caps and minimum orders that they may have: the next pull, due now, brings them again,
-- of whatever revision.
alter table store_rates
    drop constraint store_rates_revision_check,
    add check (revision >= 0);
update store_rates set revision = 0;
update catalogue_pulls set due_at = '2000-01-01T00:00:00Z' where name = 'stores';

-- The read copy of commission-service's campaigns. A row is replaced only by a newer revision.
create table rate_campaigns (
    id                   uuid primary key,
    revision             bigint      not null check (revision > 0),
    name                 text        not null,
    store_ids            uuid[]      not null,
    commission_groups    text[]      not null,
    market               text check (market ~ '^[A-Z]{2}$'),
    factor               numeric check (factor > 1),
    member_share_percent numeric check (member_share_percent between 0 and 100),
    valid_from           timestamptz not null,
    valid_to             timestamptz not null,
    withdrawn            boolean     not null,
    updated_at           timestamptz not null,
    check ((factor is null) <> (member_share_percent is null))
);

create index rate_campaigns_open on rate_campaigns (valid_to) where not withdrawn;

comment on column rate_campaigns.store_ids is 'empty: every store';
comment on column rate_campaigns.commission_groups is 'empty: every commission group';

-- The read copy of what each tier adds to the member's share, in percentage points. All tiers come together.
create table tiers (
    tier               text primary key,
    revision           bigint      not null check (revision > 0),
    extra_share_points numeric     not null check (extra_share_points between 0 and 100),
    updated_at         timestamptz not null
);

-- The rates of a store that count for one member at one moment, with the share that they come to: one rate for each commission group,
-- or, where the market is not known (null), one for each group and market. Rate, then campaign, then tier:
--  * of several rates the one for the market before the one for every market, then the later beginning, then the later made;
--  * of several campaigns the one that makes the share largest, then the one made first; they never add up nor lower anything;
--  * the tier's points on top; never more than the whole commission, and nothing of nothing.
create function member_terms(of_store uuid, in_market text, of_tier text, at_time timestamptz)
    returns table (id uuid, commission_group text, name text, market text, type text, percent numeric, fixed_minor bigint,
                   currency text, cap_minor bigint, minimum_order_minor bigint, base_share numeric, share numeric,
                   tier_points numeric, campaign_name text, campaign_valid_to timestamptz, valid_to timestamptz)
    language sql stable parallel safe as $$
    select counting.id, counting.commission_group, counting.name, counting.market, counting.type, counting.percent,
           counting.fixed_minor, counting.currency, counting.cap_minor, counting.minimum_order_minor,
           counting.member_share_percent, untiered.share + added.points, added.points,
           best.name, best.valid_to, counting.valid_to
    from (
        select distinct on (placed.commission_group, placed.place) placed.*
        from (select r.*, coalesce(in_market, r.market) as place from rates r where r.store_id = of_store) placed
        where placed.valid_from <= at_time and (placed.valid_to is null or placed.valid_to > at_time)
          and (placed.market is null or placed.market = placed.place)
        order by placed.commission_group, placed.place, placed.market is null, placed.valid_from desc, placed.id desc) counting
    left join lateral (
        select raised.name, raised.valid_to, raised.share
        from (
            select c.id, c.name, c.valid_to,
                   least(100, coalesce(c.member_share_percent, trunc(counting.member_share_percent * c.factor, 4))) as share
            from rate_campaigns c
            where not c.withdrawn and c.valid_from <= at_time and c.valid_to > at_time
              and (c.store_ids = '{}' or of_store = any (c.store_ids))
              and (c.commission_groups = '{}' or counting.commission_group = any (c.commission_groups))
              and (c.market is null or c.market = counting.place)) raised
        where counting.member_share_percent > 0 and raised.share > counting.member_share_percent
        order by raised.share desc, raised.id
        limit 1) best on true
    left join tiers tier on tier.tier = of_tier
    cross join lateral (select coalesce(best.share, counting.member_share_percent) as share) untiered
    cross join lateral (
        select case when untiered.share = 0 then 0
                    else least(coalesce(tier.extra_share_points, 0), 100 - untiered.share) end as points) added
$$;

-- The member's part of a percentage, in percent with two decimals, never more than is due.
create function member_percent(percent numeric, share numeric) returns numeric
    language sql immutable parallel safe
    return trunc(percent * share / 100, 2);

-- The member's part of an amount, rounded down.
create function member_minor(minor bigint, share numeric) returns bigint
    language sql immutable parallel safe
    return cast(floor(minor * share / 100) as bigint);

drop function cashback_minor(bigint, text, text, numeric, bigint, text, numeric);

-- What a member gets for an order of one piece at this price: the commission rounded half-even and capped, the member's share of it
-- rounded down; nothing below the minimum order. Amounts of a rate in another currency than the price have no place in a net price: where
-- there are any, the rate counts as nothing here.
create function cashback_minor(price bigint, price_currency text, rate_type text, percent numeric, fixed_minor bigint,
                               rate_currency text, cap_minor bigint, minimum_order_minor bigint, share numeric) returns bigint
    language sql immutable parallel safe
    return case
        when rate_currency <> price_currency then 0
        when minimum_order_minor > price then 0
        when rate_type = 'PERCENT' then member_minor(cast(least(round_half_even(price * percent / 100), cap_minor) as bigint), share)
        when rate_type = 'FIXED' then member_minor(fixed_minor, share)
        else 0
    end;

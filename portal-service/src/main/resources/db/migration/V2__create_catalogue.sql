-- The read copy of commission-service's stores. A row is replaced only by a newer revision.
create table stores (
    id              uuid primary key,
    revision        bigint      not null check (revision > 0),
    partner_id      uuid        not null,
    slug            text        not null unique,
    name            text        not null,
    description     text        not null,
    logo_url        text,
    landing_url     text        not null,
    domains         text[]      not null,
    markets         text[]      not null,
    categories      text[]      not null,
    currency        text        not null check (currency ~ '^[A-Z]{3}$'),
    days_to_confirm int         not null check (days_to_confirm >= 0),
    active          boolean     not null,
    updated_at      timestamptz not null
);
create index stores_shown on stores (lower(name), id) where active;

-- Rates come as a whole set per store, and may come before their store: no foreign key between the two.
create table store_rates (
    store_id   uuid primary key,
    revision   bigint      not null check (revision > 0),
    updated_at timestamptz not null
);

-- What the store pays us and, computed when it comes in, what of it is the member's (rounded down).
create table rates (
    id                   uuid primary key,
    store_id             uuid        not null references store_rates (store_id) on delete cascade,
    commission_group     text        not null,
    name                 text,
    market               text check (market ~ '^[A-Z]{2}$'),
    type                 text        not null check (type in ('PERCENT', 'FIXED')),
    percent              numeric,
    fixed_minor          bigint,
    currency             text check (currency ~ '^[A-Z]{3}$'),
    member_share_percent numeric     not null check (member_share_percent between 0 and 100),
    member_percent       numeric,
    member_fixed_minor   bigint,
    valid_from           timestamptz not null,
    valid_to             timestamptz,
    check (type <> 'PERCENT' or (percent >= 0 and member_percent >= 0 and fixed_minor is null)),
    check (type <> 'FIXED' or (fixed_minor >= 0 and member_fixed_minor >= 0 and currency is not null and percent is null))
);

create index rates_store on rates (store_id);

-- When the next pull from commission-service is due. Taking a lease moves the time on, so one replica pulls.
create table catalogue_pulls (
    name      text primary key,
    due_at    timestamptz not null,
    pulled_at timestamptz
);
insert into catalogue_pulls (name, due_at) values ('stores', '2000-01-01T00:00:00Z');

create table favourites (
    member_id  uuid        not null,
    store_id   uuid        not null,
    created_at timestamptz not null,
    primary key (member_id, store_id)
);

-- A tie goes to the even neighbour, as with the commission that the member's share is taken of.
create function round_half_even(amount numeric) returns numeric
    language sql immutable parallel safe
    return case when abs(amount - trunc(amount)) = 0.5 then 2 * round(amount / 2) else round(amount) end;

-- What a member gets for one piece at this price: the commission rounded half-even, the member's share of it rounded down.
-- A fixed rate in another currency than the price has no place in a net price and counts as nothing here.
create function cashback_minor(price bigint, price_currency text, rate_type text, percent numeric, fixed_minor bigint,
                               rate_currency text, member_share_percent numeric) returns bigint
    language sql immutable parallel safe
    return case
        when rate_type = 'PERCENT' then cast(floor(round_half_even(price * percent / 100) * member_share_percent / 100) as bigint)
        when rate_type = 'FIXED' and rate_currency = price_currency then cast(floor(fixed_minor * member_share_percent / 100) as bigint)
        else 0
    end;

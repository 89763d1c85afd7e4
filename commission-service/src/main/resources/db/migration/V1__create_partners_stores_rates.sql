-- Whom we have contracts with.
create table partner (
    id         uuid primary key,
    name       text not null,
    currency   text not null check (currency ~ '^[A-Z]{3}$'),
    settlement text not null check (settlement in ('ON_STATEMENT', 'ON_APPROVAL')),
    created_at timestamptz not null
);

-- A way in for a partner: the API secret only as a salted hash, the postback secret sealed because HMAC needs it again.
create table credential (
    id              uuid primary key,
    partner_id      uuid not null references partner (id),
    client_id       text not null unique,
    secret_salt     bytea not null,
    secret_hash     bytea not null,
    postback_key    text not null unique,
    postback_secret bytea not null,
    created_at      timestamptz not null,
    last_used_at    timestamptz,
    revoked_at      timestamptz
);

create index credential_partner on credential (partner_id, id);

-- Our own keys for partner tokens; the private part is sealed.
create table signing_key (
    id          text primary key,
    public_key  bytea not null,
    private_key bytea not null,
    created_at  timestamptz not null
);

create table store (
    id              uuid primary key,
    partner_id      uuid not null references partner (id),
    slug            text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    name            text not null,
    description     text not null,
    logo_url        text,
    landing_url     text not null,
    click_parameter text not null,
    domains         text[] not null,
    markets         text[] not null,
    categories      text[] not null,
    currency        text not null check (currency ~ '^[A-Z]{3}$'),
    days_to_confirm integer not null check (days_to_confirm between 0 and 1000),
    active          boolean not null,
    revision        bigint not null,
    rates_revision  bigint not null,
    created_at      timestamptz not null
);

create index store_partner on store (partner_id, id);

-- A rate is never changed, only replaced: what was promised at any moment stays readable.
create table rate (
    id               uuid primary key,
    store_id         uuid not null references store (id),
    commission_group text not null,
    name             text,
    market           text check (market ~ '^[A-Z]{2}$'),
    type             text not null check (type in ('PERCENT', 'FIXED')),
    percent          bigint check (percent between 0 and 1000000),
    fixed_minor      bigint check (fixed_minor >= 0),
    member_share     bigint not null check (member_share between 0 and 1000000),
    valid_from       timestamptz not null,
    valid_to         timestamptz check (valid_to > valid_from),
    created_at       timestamptz not null,
    replaced_at      timestamptz,
    check ((type = 'PERCENT') = (percent is not null) and (type = 'FIXED') = (fixed_minor is not null))
);

comment on column rate.percent is 'ten-thousandths of a percent of the order value of the group';
comment on column rate.member_share is 'ten-thousandths of a percent of the commission';

create index rate_store_current on rate (store_id) where replaced_at is null;

-- Moves with every change of a store or its rates, so that a replica's read copy knows with one tiny read that it is old.
create table storefront_version (
    only_row boolean primary key default true check (only_row),
    version  bigint not null
);

insert into storefront_version (version) values (0);

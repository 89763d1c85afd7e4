create table feeds (
    id                  uuid primary key,
    store_id            uuid        not null,
    name                text        not null,
    format              text        not null check (format in ('GOOGLE_TSV', 'GOOGLE_XML', 'AWIN_CSV', 'SHOPIFY_CSV')),
    country             text        not null check (country ~ '^[A-Z]{2}$'),
    currency            text        not null check (currency ~ '^[A-Z]{3}$'),
    created_at          timestamptz not null,
    -- of the file that is live now: the same file again changes nothing
    applied_fingerprint text,
    applied_import_id   uuid
);
create index feeds_store on feeds (store_id);

create table feed_imports (
    id             uuid primary key,
    feed_id        uuid        not null references feeds (id),
    object_key     text        not null,
    bytes          bigint      not null,
    fingerprint    text        not null,
    status         text        not null check (status in ('RUNNING', 'DONE', 'HELD', 'FAILED')),
    remove_anyway  boolean     not null default false,
    unchanged      boolean     not null default false,
    imported       int         not null default 0,
    rejected       int         not null default 0,
    removed        int         not null default 0,
    attempts       int         not null default 0,
    created_at     timestamptz not null,
    finished_at    timestamptz,
    -- who works on it; a replica that dies lets the lease run out and another takes over
    lease_owner    uuid,
    lease_until    timestamptz
);
create index feed_imports_feed on feed_imports (feed_id, id);
create index feed_imports_open on feed_imports (created_at) where status = 'RUNNING';

create table feed_import_errors (
    import_id uuid   not null references feed_imports (id) on delete cascade,
    ordinal   int    not null,
    line      bigint not null,
    code      text   not null,
    detail    text   not null,
    primary key (import_id, ordinal)
);

-- The good rows of a file on their way in; applied to products in one transaction, or not at all.
create table feed_rows (
    import_id        uuid   not null references feed_imports (id) on delete cascade,
    external_id      text   not null,
    product_id       uuid   not null,
    fingerprint      text   not null,
    title            text   not null,
    description      text,
    brand            text,
    category         text,
    link             text   not null,
    image_url        text,
    price_minor      bigint not null,
    list_price_minor bigint,
    currency         text   not null,
    price_e4         bigint not null,
    commission_group text,
    gtin             text,
    available        boolean not null,
    primary key (import_id, external_id)
);

create table products (
    id               uuid primary key,
    feed_id          uuid        not null references feeds (id),
    store_id         uuid        not null,
    external_id      text        not null,
    fingerprint      text        not null,
    title            text        not null,
    description      text,
    brand            text,
    category         text,
    link             text        not null,
    image_url        text,
    price_minor      bigint      not null check (price_minor > 0),
    list_price_minor bigint check (list_price_minor > price_minor),
    currency         text        not null,
    -- the price in ten-thousandths of the main unit: comparable whatever the currency's decimals
    price_e4         bigint      not null,
    country          text        not null,
    commission_group text,
    gtin             text,
    available        boolean     not null,
    updated_at       timestamptz not null,
    search           tsvector generated always as (
        setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('english', title), 'A')
        || setweight(to_tsvector('simple', coalesce(brand, '') || ' ' || coalesce(gtin, '')), 'B')
        || setweight(to_tsvector('english', coalesce(category, '')), 'C')
        || setweight(to_tsvector('english', coalesce(description, '')), 'D')) stored,
    unique (feed_id, external_id)
);
create index products_search on products using gin (search);
create index products_price on products (price_e4, id);
create index products_store on products (store_id);
create index products_title on products (lower(title) text_pattern_ops);
create index products_brand on products (lower(brand) text_pattern_ops);

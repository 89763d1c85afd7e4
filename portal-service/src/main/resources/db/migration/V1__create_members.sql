-- Members. Who has not verified the address yet is no member but a registration.
create table members (
    id                uuid primary key,
    email             text unique,
    password_hash     text,
    display_name      text,
    country           text check (country ~ '^[A-Z]{2}$'),
    locale            text,
    currency          text check (currency ~ '^[A-Z]{3}$'),
    referral_code     text,
    status            text        not null check (status in ('ACTIVE', 'ERASED')),
    revision          bigint      not null check (revision > 0),
    terms_accepted_at timestamptz not null,
    registered_at     timestamptz not null,
    erased_at         timestamptz,
    check (status = 'ERASED' or (email is not null and password_hash is not null and country is not null
                                 and locale is not null and currency is not null)),
    check (status = 'ACTIVE' or (email is null and password_hash is null and display_name is null
                                 and erased_at is not null))
);

-- Several may wait for one address; the first that is verified becomes the member.
create table registrations (
    token_hash    text primary key,
    member_id     uuid        not null unique,
    email         text        not null,
    password_hash text        not null,
    display_name  text,
    country       text        not null,
    locale        text        not null,
    currency      text        not null,
    referral_code text,
    created_at    timestamptz not null,
    expires_at    timestamptz not null
);
create index registrations_email on registrations (email);
create index registrations_expires on registrations (expires_at);

create table password_resets (
    token_hash text primary key,
    member_id  uuid        not null references members (id),
    created_at timestamptz not null,
    expires_at timestamptz not null
);
create index password_resets_member on password_resets (member_id);
create index password_resets_expires on password_resets (expires_at);

create table staff (
    id            uuid primary key,
    email         text        not null unique,
    password_hash text        not null,
    display_name  text        not null,
    finance       boolean     not null,
    created_at    timestamptz not null
);

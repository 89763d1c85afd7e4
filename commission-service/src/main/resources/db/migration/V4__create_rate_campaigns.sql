-- Times in which members get a larger share of the commission.
create table rate_campaign (
    id                uuid primary key,
    revision          bigint not null,
    name              text not null check (length(name) between 1 and 60),
    store_ids         uuid[] not null,
    commission_groups text[] not null,
    market            text check (market ~ '^[A-Z]{2}$'),
    factor            bigint check (factor > 10000 and factor <= 1000000),
    member_share      bigint check (member_share between 1 and 1000000),
    valid_from        timestamptz not null,
    valid_to          timestamptz not null check (valid_to >= valid_from),
    created_at        timestamptz not null,
    changed_at        timestamptz not null,
    withdrawn_at      timestamptz,
    check ((factor is null) <> (member_share is null))
);

comment on column rate_campaign.store_ids is 'empty: every store';
comment on column rate_campaign.commission_groups is 'empty: every commission group';
comment on column rate_campaign.factor is 'ten-thousandths: 20000 doubles the member''s share';
comment on column rate_campaign.member_share is 'ten-thousandths of a percent of the commission';

create index rate_campaign_open on rate_campaign (valid_to) where withdrawn_at is null;

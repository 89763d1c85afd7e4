-- Stores that are reached by way of an affiliate network: what its address is made of.
alter table store
    add column link_network       text check (link_network in ('AWIN', 'CJ', 'RAKUTEN', 'IMPACT', 'PARTNERIZE', 'TRADEDOUBLER', 'ADMITAD')),
    add column link_advertiser_id text,
    add column link_publisher_id  text,
    add column link_ad_id         text,
    add column link_code          text,
    add column link_host          text,
    add constraint store_link_is_of_a_network check (
        link_network is not null
        or coalesce(link_advertiser_id, link_publisher_id, link_ad_id, link_code, link_host) is null);

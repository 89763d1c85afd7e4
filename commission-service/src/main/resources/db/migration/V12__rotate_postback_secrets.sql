-- Two postback secrets may count at a time, so that a store can change to the new one without a gap.
alter table credential add column previous_postback_secret bytea;
alter table credential add column previous_postback_until timestamptz;
alter table credential add column postback_used_at timestamptz;

-- Signed calls that were taken, for as long as their signature counts.
create table postback_call (
    signature  bytea primary key,
    request_id text not null,
    at         timestamptz not null
);

create index postback_call_at on postback_call (at);

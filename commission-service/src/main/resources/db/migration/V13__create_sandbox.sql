-- Every migration runs twice: for production, and for the sandbox of partners' developers in a schema of its own (ADR 15). Here alone it matters
-- for which: PostgreSQL itself refuses what belongs to the other world.
do $$
begin
    if current_schema() = 'sandbox' then
        alter table credential add constraint credential_of_sandbox
            check (client_id like 'sandbox-%' and postback_key like 'sandbox-%');
        alter table transaction add constraint transaction_of_sandbox check (click_id like 'S%');

        -- In production they are in DynamoDB, and there is no such table.
        create table sandbox_click (
            id         text primary key check (id ~ '^S[0-9A-Z]{25}$'),
            partner_id uuid not null references partner (id),
            store_id   uuid not null references store (id),
            clicked_at timestamptz not null,
            made_at    timestamptz not null,
            click      text not null
        );
        create index sandbox_click_made on sandbox_click (partner_id, made_at);
        create index sandbox_click_clicked on sandbox_click (clicked_at);

        -- What happens here is told to none of our services: the outbox takes nothing in.
        create function keep_nothing() returns trigger language plpgsql as 'begin return null; end';
        create trigger nothing_is_said before insert on outbox_event for each row execute function keep_nothing();
        create trigger nothing_is_delivered before insert on outbox_delivery for each row execute function keep_nothing();
    else
        alter table credential add constraint credential_of_production
            check (client_id not like 'sandbox-%' and postback_key not like 'sandbox-%');
        -- Not looked for among those that are there: click ids are ULIDs, and none begins with S.
        alter table transaction add constraint transaction_of_production check (click_id not like 'S%') not valid;
    end if;
end $$;

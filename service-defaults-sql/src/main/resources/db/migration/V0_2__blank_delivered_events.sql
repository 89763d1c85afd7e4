-- What everybody has taken is of no use here any more, and may hold the key to an account, or what somebody wants forgotten: the
-- row stays as a record that it was said, without its data.
alter table outbox_event alter column data drop not null;

create index outbox_event_kept on outbox_event (subject) where data is not null;

-- 50 random bits in letters and digits that nobody takes for others (Crockford's base 32). The four bytes of a version 4 UUID in which
-- not all is random are left out.
create function draw_referral_code() returns text language sql volatile as $$
    select string_agg(substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', 1 + (get_byte(bytes, i) & 31), 1), '')
      from (select uuid_send(gen_random_uuid()) as bytes) drawn, unnest(array [0, 1, 2, 3, 4, 5, 10, 11, 12, 13]) i
$$;

-- The code that a member gives to friends. The column referral_code has the one that the member came with.
alter table members
    add column own_referral_code text constraint members_own_referral_code unique,
    add column referrer_id uuid references members (id);
update members set own_referral_code = draw_referral_code() where status = 'ACTIVE';
alter table members alter column own_referral_code set default draw_referral_code();

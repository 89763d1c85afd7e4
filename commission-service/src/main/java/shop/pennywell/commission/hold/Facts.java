package shop.pennywell.commission.hold;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.Session;
import shop.pennywell.commission.watchlist.DisposableDomains;

/** Gathers what the rules need to know of a batch of orders, in three reads whatever its size. */
@ApplicationScoped
class Facts {
    private static final int MOST_SHARERS = 100;
    private static final int SHARERS_NAMED = 5;

    private final Session entities;
    private final DisposableDomains disposable;
    private final HoldConfig config;

    Facts(Session entities, DisposableDomains disposable, HoldConfig config) {
        this.entities = entities;
        this.disposable = disposable;
        this.config = config;
    }

    List<OrderFacts> of(Collection<UUID> transactionIds) {
        List<Object[]> rows = entities.createNativeQuery("""
                        select o.id, o.partner_id, o.member_id, o.store_id,
                               case when o.supplements is null then cast(1000 * extract(epoch from
                                   o.ordered_at - cast(cast(o.receipt as json) ->> 'at' as timestamptz)) as bigint) end,
                               recent.in_hour, recent.in_day, account.sharers, account.others, mail.domain,
                               staff.mail_domain, staff.listed_by
                        from transaction o
                        left join member_mail mail on mail.member_id = o.member_id
                        cross join lateral (
                            select count(*) filter (where ordered_at > o.ordered_at - interval '1 hour') as in_hour,
                                   count(*) as in_day
                            from (select ordered_at from transaction other
                                  where other.member_id = o.member_id and other.ordered_at <= o.ordered_at
                                    and other.ordered_at > o.ordered_at - interval '1 day'
                                  order by other.ordered_at desc limit :most) counted) recent
                        cross join lateral (
                            select count(*) as sharers, string_agg(cast(member_id as text), ' ') as others
                            from (select distinct theirs.member_id
                                  from payout_fingerprint mine join payout_fingerprint theirs using (fingerprint)
                                  where mine.member_id = o.member_id and theirs.member_id <> o.member_id
                                  limit :mostSharers) sharer) account
                        left join lateral (
                            select mail_domain, listed_by from partner_staff listed
                            where listed.partner_id = o.partner_id
                              and (listed.member_id = o.member_id or mail.domain = listed.mail_domain
                                   or mail.domain like '%.' || listed.mail_domain)
                            order by mail_domain nulls first, listed_by limit 1) staff on true
                        where o.id = any(:ids)
                        """, Object[].class)
                .setParameter("ids", transactionIds.toArray(UUID[]::new))
                .setParameter("mostSharers", MOST_SHARERS)
                .setParameter("most", Math.max(config.ordersPerHour(), config.ordersPerDay()) + 1)
                .getResultList();
        Map<String, String> listed = disposable.among(rows.stream()
                .map(row -> (String) row[9])
                .filter(Objects::nonNull)
                .collect(Collectors.toSet()));
        return rows.stream()
                .map(row -> new OrderFacts(
                        (UUID) row[0],
                        (UUID) row[1],
                        (UUID) row[2],
                        (UUID) row[3],
                        row[4] == null ? null : Duration.ofMillis(((Number) row[4]).longValue()),
                        ((Number) row[5]).intValue(),
                        ((Number) row[6]).intValue(),
                        some((String) row[8]),
                        ((Number) row[7]).intValue(),
                        row[9] == null ? null : listed.get((String) row[9]),
                        row[11] == null ? null : new OrderFacts.StaffEntry((String) row[10], (String) row[11])))
                .toList();
    }

    private static List<UUID> some(String ids) {
        return ids == null
                ? List.of()
                : Arrays.stream(ids.split(" "))
                        .limit(SHARERS_NAMED)
                        .map(UUID::fromString)
                        .toList();
    }

    /** How long the orders of these stores take, as far as they were counted. */
    Map<UUID, Lapse> habits(Set<UUID> stores) {
        Map<UUID, Map<Integer, Long>> counts = new HashMap<>();
        stores.forEach(store -> counts.put(store, new HashMap<>()));
        entities.createNativeQuery(
                        "select store_id, step, orders from store_lapse where store_id = any(:stores)", Object[].class)
                .setParameter("stores", stores.toArray(UUID[]::new))
                .getResultList()
                .forEach(row -> counts.get((UUID) row[0]).put((Integer) row[1], (Long) row[2]));
        Map<UUID, Lapse> habits = new HashMap<>();
        counts.forEach((store, orders) -> habits.put(store, new Lapse(orders)));
        return habits;
    }

    /** Counts these orders among their stores' habits. Sorted, so that two who count for the same stores do not wait for each other. */
    void count(Collection<OrderFacts> orders) {
        List<OrderFacts> timed =
                orders.stream().filter(order -> order.lapse() != null).toList();
        if (timed.isEmpty()) {
            return;
        }
        entities.createNativeMutationQuery("""
                        insert into store_lapse (store_id, step, orders)
                        select store_id, step, count(*) from unnest(cast(:stores as uuid[]), cast(:steps as integer[])) as ordered (store_id, step)
                        group by store_id, step order by store_id, step
                        on conflict (store_id, step) do update set orders = store_lapse.orders + excluded.orders
                        """)
                .setParameter("stores", timed.stream().map(OrderFacts::storeId).toArray(UUID[]::new))
                .setParameter(
                        "steps",
                        timed.stream().map(order -> Lapse.step(order.lapse())).toArray(Integer[]::new))
                .executeUpdate();
    }
}

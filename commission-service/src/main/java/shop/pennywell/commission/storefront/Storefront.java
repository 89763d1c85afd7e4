package shop.pennywell.commission.storefront;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import shop.pennywell.commission.campaign.RateCampaignRepository;
import shop.pennywell.commission.rate.Campaign;
import shop.pennywell.commission.rate.Percentage;
import shop.pennywell.commission.rate.RateCard;
import shop.pennywell.commission.rate.RateReceipt;
import shop.pennywell.commission.rate.RateRepository;
import shop.pennywell.commission.rate.Tier;
import shop.pennywell.commission.store.LandingUrl;
import shop.pennywell.commission.store.NetworkLink;
import shop.pennywell.commission.store.Store;
import shop.pennywell.commission.store.StoreDomain;
import shop.pennywell.commission.store.StoreRepository;
import shop.pennywell.commission.store.StoresTouched;
import shop.pennywell.commission.tier.TierRepository;
import shop.pennywell.commission.world.World;
import shop.pennywell.commission.world.Worlds;
import shop.pennywell.defaults.problem.CommonProblem;

/**
 * This replica's read copy of what a click-out needs of stores and rates, so that clicks go on while PostgreSQL is away. A replica sees a
 * change within one interval; one tiny query tells whether there is any. Every replica has its own copy, so there is no lease to take.
 */
@ApplicationScoped
public class Storefront {
    private static final Logger LOG = Logger.getLogger(Storefront.class);
    private static final int PAGE = 500;
    private static final Duration MISS_COSTS_AT_MOST_EVERY = Duration.ofMillis(50);

    private final Worlds worlds;
    private final StoreRepository stores;
    private final RateRepository rates;
    private final RateCampaignRepository campaigns;
    private final TierRepository tiers;
    private final StorefrontConfig config;
    private final Clock clock;
    private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "storefront");
        thread.setDaemon(true);
        return thread;
    });
    private final ReentrantLock refreshing = new ReentrantLock();
    private volatile ScheduledFuture<?> running;
    private volatile long refreshedAt;
    private volatile Copy copy = Copy.NONE;

    @ConfigMapping(prefix = "pennywell.storefront")
    interface StorefrontConfig {
        /** How old the copy may be. */
        @WithDefault("250ms")
        Duration refreshEvery();
    }

    private record Copy(long version, Map<String, OpenStore> bySlug) {
        static final Copy NONE = new Copy(-1, Map.of());

        boolean isNone() {
            return version < 0;
        }
    }

    /** What makes the members' shares larger, in all stores. */
    private record Shares(List<Campaign> campaigns, Map<Tier, Percentage> tiers) {}

    /** A store as a click-out sees it. */
    public record OpenStore(
            UUID id,
            UUID partnerId,
            String slug,
            String name,
            boolean active,
            LandingUrl landing,
            List<StoreDomain> domains,
            String clickParameter,
            NetworkLink link,
            RateCard rates) {

        /** Where a member on the way to a landing is sent: there, or to the network that stands before the store. */
        public String way(LandingUrl to, String clickId) {
            return link == null ? to.with(clickParameter, clickId) : link.to(to, clickId);
        }
    }

    Storefront(
            Worlds worlds,
            StoreRepository stores,
            RateRepository rates,
            RateCampaignRepository campaigns,
            TierRepository tiers,
            StorefrontConfig config,
            Clock clock) {
        this.worlds = worlds;
        this.stores = stores;
        this.rates = rates;
        this.campaigns = campaigns;
        this.tiers = tiers;
        this.config = config;
        this.clock = clock;
    }

    void start(@Observes StartupEvent started) {
        long millis = config.refreshEvery().toMillis();
        refresh();
        running = clockwork.scheduleWithFixedDelay(this::refresh, millis, millis, TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent stopping) {
        running.cancel(false);
        clockwork.shutdownNow();
    }

    /**
     * Makes a change of stores or rates return to staff only when every replica has had the time to see it: who clicks after that gets
     * the terms that staff see.
     */
    void spread(@Observes(during = TransactionPhase.AFTER_SUCCESS) StoresTouched change) {
        long millis = config.refreshEvery().plus(MISS_COSTS_AT_MOST_EVERY).toMillis();
        try {
            clockwork.submit(this::refresh).get(10, TimeUnit.SECONDS);
            clockwork.schedule(() -> {}, millis, TimeUnit.MILLISECONDS).get(10, TimeUnit.SECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException late) {
            LOG.warnf("the read copies may be late: %s", late.getMessage());
        }
    }

    /**
     * The store if there is one; a slug that this copy has not heard of is looked for once more, for it may be new. One request at a time
     * looks: while PostgreSQL hangs, the others are answered from the copy.
     *
     * @throws shop.pennywell.defaults.problem.Problem 503 while there is no copy at all
     */
    public Optional<OpenStore> store(String slug) {
        if (!copy.bySlug().containsKey(slug) && isDue() && refreshing.tryLock()) {
            try {
                refresh();
            } finally {
                refreshing.unlock();
            }
        }
        Copy now = copy;
        if (now.isNone()) {
            throw CommonProblem.UNAVAILABLE.problem("The stores are not known yet. Try again soon.");
        }
        return Optional.ofNullable(now.bySlug().get(slug));
    }

    /** The store if this copy has it. Never waits. */
    public Optional<OpenStore> known(String slug) {
        return Optional.ofNullable(copy.bySlug().get(slug));
    }

    private boolean isDue() {
        return System.nanoTime() - refreshedAt > MISS_COSTS_AT_MOST_EVERY.toNanos();
    }

    private void refresh() {
        refreshing.lock();
        try {
            // Of production also when it is a request of the sandbox that finds it old: there is one copy.
            copy = worlds.as(
                    World.PRODUCTION,
                    () -> QuarkusTransaction.requiringNew().timeout(30).call(() -> {
                        long version = stores.version();
                        return version == copy.version() ? copy : load(version);
                    }));
        } catch (RuntimeException away) {
            LOG.warnf("the read copy of stores and rates stays as it is: %s", away.getMessage());
        } finally {
            refreshedAt = System.nanoTime();
            refreshing.unlock();
        }
    }

    private Copy load(long version) {
        Map<String, OpenStore> bySlug = new HashMap<>();
        Shares shares = new Shares(campaigns.notOver(clock.instant()), Map.copyOf(tiers.points()));
        UUID cursor = null;
        List<Store> page;
        do {
            page = stores.after(cursor, PAGE);
            Map<UUID, List<RateReceipt.Candidate>> current =
                    rates.candidates(page.stream().map(Store::id).toList());
            for (Store store : page) {
                bySlug.put(store.slug(), open(store, current.getOrDefault(store.id(), List.of()), shares));
                cursor = store.id();
            }
        } while (page.size() == PAGE);
        return new Copy(version, Map.copyOf(bySlug));
    }

    private static OpenStore open(Store store, List<RateReceipt.Candidate> current, Shares shares) {
        return new OpenStore(
                store.id(),
                store.partnerId(),
                store.slug(),
                store.name(),
                store.isActive(),
                LandingUrl.parse(store.landingUrl()),
                store.domains(),
                store.clickParameter(),
                store.link(),
                new RateCard(
                        current,
                        shares.campaigns().stream()
                                .filter(campaign -> campaign.isFor(store.id()))
                                .toList(),
                        shares.tiers(),
                        store.currency()));
    }
}

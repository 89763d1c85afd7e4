package shop.pennywell.local.seed;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import shop.pennywell.local.demostore.ShopAccess;

/**
 * What the seed has created so far, kept in {@code .suite/seed.json}: each step is done once, and secrets that the platform
 * shows only once are here.
 *
 * @param run makes this seed's idempotency keys its own
 * @param demoStoreUrl what the links in the shops' feeds point to
 */
public record Seeded(String run, String demoStoreUrl, Map<String, ShopSeed> shops, Member member) {
    public static final String FILE = "seed.json";

    /** How far one shop is; null for what is still to do. */
    record ShopSeed(
            String partnerId, ShopAccess access, String storeId, boolean rates, String feedId, boolean imported) {
        static final ShopSeed NOTHING = new ShopSeed(null, null, null, false, null, false);
    }

    /** The demo member. */
    public record Member(String email, String password, boolean verified) {}

    public static Seeded nothing(String memberEmail, String memberPassword) {
        return new Seeded(UUID.randomUUID().toString(), null, Map.of(), new Member(memberEmail, memberPassword, false));
    }

    ShopSeed shop(String slug) {
        return shops.getOrDefault(slug, ShopSeed.NOTHING);
    }

    Seeded with(String slug, ShopSeed shop) {
        Map<String, ShopSeed> changed = new LinkedHashMap<>(shops);
        changed.put(slug, shop);
        return new Seeded(run, demoStoreUrl, changed, member);
    }

    Seeded at(String url) {
        return new Seeded(run, url, shops, member);
    }

    Seeded verified() {
        return new Seeded(run, demoStoreUrl, shops, new Member(member.email(), member.password(), true));
    }

    /** The credentials of a shop, once it has them. */
    public Optional<ShopAccess> access(String slug) {
        return Optional.ofNullable(shop(slug).access());
    }
}

package shop.pennywell.local.seed;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import shop.pennywell.local.api.ApiClient;
import shop.pennywell.local.api.ApiRefusal;
import shop.pennywell.local.demostore.Shop;
import shop.pennywell.local.demostore.ShopAccess;
import shop.pennywell.local.seed.Seeded.ShopSeed;

/** Sets the demo up through the public API, as staff, partner and shopper would by hand. What is done is not done again. */
public final class Seed {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern TOKEN = Pattern.compile("[?&]token=([A-Za-z0-9._~-]+)");

    private final ApiClient api;
    private final ApiClient inbox;
    private final Consumer<Seeded> remember;
    private final Consumer<String> say;
    private Seeded done;

    public Seed(String gatewayUrl, String inboxUrl, Seeded done, Consumer<Seeded> remember, Consumer<String> say) {
        this.api = new ApiClient(gatewayUrl);
        this.inbox = new ApiClient(inboxUrl);
        this.done = done;
        this.remember = remember;
        this.say = say;
    }

    /** Does what is still to do. Throws {@link ApiRefusal} or {@link IllegalStateException} with the reason if it can't. */
    public void run(String staffEmail, String staffPassword, String demoStoreUrl) {
        boolean moved = done.demoStoreUrl() != null && !done.demoStoreUrl().equals(demoStoreUrl);
        List<Shop> shops = Shop.all();
        boolean shopsDone =
                shops.stream().allMatch(shop -> done.shop(shop.slug()).imported());
        if (!shopsDone || moved) {
            String staff = signIn(staffEmail, staffPassword);
            for (Shop shop : shops) {
                setUp(shop, staff, demoStoreUrl, moved);
            }
            List<Runnable> imports = new ArrayList<>();
            shops.forEach(shop -> imports.add(startImport(shop, staff, demoStoreUrl, moved)));
            imports.forEach(Runnable::run);
            shops.stream().map(Shop::currency).distinct().forEach(currency -> offerReferrals(currency, staff));
            say.accept("Members who bring friends get a bonus, and so do the friends");
            keep(done.at(demoStoreUrl));
        }
        if (!done.member().verified()) {
            registerMember();
        }
    }

    private String signIn(String email, String password) {
        return eventually("staff can sign in", () -> api.post(
                        "/api/v1/sessions",
                        null,
                        done.run() + "-staff-" + System.nanoTime(),
                        Map.of(
                                "email", email,
                                "password", password))
                .path("accessToken")
                .asText());
    }

    private void setUp(Shop shop, String staff, String demoStoreUrl, boolean moved) {
        ShopSeed now = done.shop(shop.slug());
        if (now.partnerId() == null) {
            String id = api.post(
                            "/api/v1/admin/partners",
                            staff,
                            key(shop, "partner"),
                            Map.of(
                                    "name",
                                    shop.name() + " Ltd",
                                    "currency",
                                    shop.currency(),
                                    "settlement",
                                    "ON_STATEMENT"))
                    .path("id")
                    .asText();
            now = keep(shop, new ShopSeed(id, null, null, false, null, false));
        }
        if (now.access() == null) {
            JsonNode made = api.post(
                    "/api/v1/admin/partners/" + now.partnerId() + "/credentials",
                    staff,
                    key(shop, "credentials"),
                    Map.of());
            ShopAccess access = new ShopAccess(
                    made.path("clientId").asText(),
                    made.path("clientSecret").asText(),
                    made.path("postbackKey").asText(),
                    made.path("postbackSecret").asText());
            now = keep(shop, new ShopSeed(now.partnerId(), access, null, false, null, false));
        }
        if (now.storeId() == null) {
            String id = api.post("/api/v1/admin/stores", staff, key(shop, "store"), store(shop, now, demoStoreUrl))
                    .path("id")
                    .asText();
            now = keep(shop, new ShopSeed(now.partnerId(), now.access(), id, false, null, false));
        } else if (moved) {
            api.put("/api/v1/admin/stores/" + now.storeId(), staff, store(shop, now, demoStoreUrl));
        }
        if (!now.rates()) {
            api.put("/api/v1/admin/stores/" + now.storeId() + "/rates", staff, Map.of("rates", rates(shop)));
            keep(shop, new ShopSeed(now.partnerId(), now.access(), now.storeId(), true, null, false));
            say.accept(shop.name() + " is a partner with a store and its rates");
        }
    }

    private static Map<String, Object> store(Shop shop, ShopSeed now, String demoStoreUrl) {
        Map<String, Object> store = new LinkedHashMap<>();
        store.put("partnerId", now.partnerId());
        store.put("slug", shop.slug());
        store.put("name", shop.name());
        store.put("description", shop.description());
        store.put("domains", List.of(demoStoreUrl.replace("http://", "")));
        store.put("landingUrl", demoStoreUrl + shop.path() + "/");
        store.put("clickParameter", shop.clickParameter());
        store.put("markets", shop.markets());
        store.put("categories", shop.categories());
        store.put("currency", shop.currency());
        store.put("daysToConfirm", shop.daysToConfirm());
        return store;
    }

    private static List<Map<String, String>> rates(Shop shop) {
        List<Map<String, String>> rates = new ArrayList<>();
        String from = Instant.now().minus(Duration.ofMinutes(1)).toString();
        for (Map<String, String> rate : shop.rates()) {
            Map<String, String> dated = new LinkedHashMap<>(rate);
            dated.put("validFrom", from);
            rates.add(dated);
        }
        return rates;
    }

    /** Hands the feed in; what comes back waits for its import. */
    private Runnable startImport(Shop shop, String staff, String demoStoreUrl, boolean moved) {
        if (done.shop(shop.slug()).imported() && !moved) {
            return () -> {};
        }
        String feedId = done.shop(shop.slug()).feedId();
        if (feedId == null) {
            Map<String, String> feed = Map.of(
                    "storeId", done.shop(shop.slug()).storeId(),
                    "name", shop.name() + ", all products",
                    "format", "GOOGLE_TSV",
                    "country", shop.country(),
                    "currency", shop.currency());
            // The portal hears of the store by an event, a moment later.
            feedId = eventually("the portal knows the store " + shop.slug(), () -> api.post(
                            "/api/v1/admin/feeds", staff, key(shop, "feed-" + System.nanoTime()), feed)
                    .path("id")
                    .asText());
            keep(shop, withFeed(shop, feedId, false));
        }
        String id = feedId;
        String path = "/api/v1/admin/feeds/" + id;
        String importId = eventually("the feed of " + shop.slug() + " can be handed in", () -> api.putText(
                        path + "/content", staff, "text/tab-separated-values", shop.feedFor(demoStoreUrl))
                .path("importId")
                .asText());
        return () -> {
            int imported = awaitImport(shop, path + "/imports/" + importId, staff);
            keep(shop, withFeed(shop, id, true));
            say.accept(imported + " products of " + shop.name() + " are imported");
        };
    }

    private int awaitImport(Shop shop, String path, String staff) {
        return eventually("the feed of " + shop.slug() + " is imported", () -> {
            JsonNode progress = api.get(path, staff);
            String status = progress.path("status").asText();
            if (status.equals("DONE") && progress.path("rejected").asInt() == 0) {
                return progress.path("imported").asInt();
            }
            if (status.equals("RUNNING")) {
                return null;
            }
            throw new IllegalStateException("The feed of %s was not imported: %s, %d rows rejected, first %s"
                    .formatted(
                            shop.slug(),
                            status,
                            progress.path("rejected").asInt(),
                            progress.path("errors").path(0)));
        });
    }

    private void offerReferrals(String currency, String staff) {
        Map<String, Object> programme = Map.of(
                "referrerBonus", Map.of("amount", "10.00", "currency", currency),
                "friendBonus", Map.of("amount", "5.00", "currency", currency),
                "minimumOrder", Map.of("amount", "25.00", "currency", currency),
                "days", 90,
                "capPerYear", 20);
        try {
            api.post("/api/v1/admin/referral-programmes", staff, done.run() + "-referrals-" + currency, programme);
        } catch (ApiRefusal refusal) {
            if (!refusal.body().contains("referral-programmes-overlap")) {
                throw refusal;
            }
        }
    }

    private ShopSeed withFeed(Shop shop, String feedId, boolean imported) {
        ShopSeed now = done.shop(shop.slug());
        return new ShopSeed(now.partnerId(), now.access(), now.storeId(), now.rates(), feedId, imported);
    }

    private void registerMember() {
        Map<String, Object> member = new LinkedHashMap<>();
        member.put("email", done.member().email());
        member.put("password", done.member().password());
        member.put("displayName", "Demo Member");
        member.put("country", "GB");
        member.put("currency", "GBP");
        member.put("locale", "en");
        member.put("acceptTerms", true);
        api.post("/api/v1/members", null, done.run() + "-member", member);
        String token = eventually("the verification mail arrives", this::mailedToken);
        api.post("/api/v1/members/verification", null, done.run() + "-verification", Map.of("token", token));
        keep(done.verified());
        say.accept("The demo member is registered and verified");
    }

    private String mailedToken() {
        String address = URLEncoder.encode(done.member().email(), StandardCharsets.UTF_8);
        for (JsonNode mail : inbox.get("/api/messages?to=" + address, null).path("items")) {
            Matcher link = TOKEN.matcher(
                    mail.path("text").asText("") + " " + mail.path("html").asText(""));
            if (link.find()) {
                return link.group(1);
            }
        }
        return null;
    }

    /** Tries until it gets something: null and refusals that time may heal are "not yet". */
    private static <T> T eventually(String what, Supplier<T> attempt) {
        Instant end = Instant.now().plus(PATIENCE);
        String last = "nothing came";
        while (Instant.now().isBefore(end)) {
            try {
                T result = attempt.get();
                if (result != null) {
                    return result;
                }
            } catch (ApiRefusal e) {
                if (e.status() == 400 || e.status() == 401 || e.status() == 403) {
                    throw e;
                }
                last = e.getMessage();
            }
            pause();
        }
        throw new IllegalStateException("Not within " + PATIENCE.toSeconds() + " s: " + what + " (" + last + ")");
    }

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted");
        }
    }

    private String key(Shop shop, String step) {
        return done.run() + "-" + shop.slug() + "-" + step;
    }

    private ShopSeed keep(Shop shop, ShopSeed now) {
        keep(done.with(shop.slug(), now));
        return now;
    }

    private void keep(Seeded now) {
        done = now;
        remember.accept(now);
    }
}

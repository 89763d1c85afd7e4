package shop.pennywell.portal.account;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import shop.pennywell.portal.member.ExportPart;

/** What the siblings know about a member, asked with the member's own token. One that is away is named as missing. */
@ApplicationScoped
class SiblingExports {

    private static final int MAX_PAGES = 100;
    private static final String LATER = "Please ask for the export again later.";

    @Produces
    @ApplicationScoped
    ExportPart cashback(Visit visit) {
        return new Part("cashback", cursor -> visit.payments("/api/v1/me/cashback?limit=100" + cursor));
    }

    @Produces
    @ApplicationScoped
    ExportPart payouts(Visit visit) {
        return new Part("payouts", cursor -> visit.payments("/api/v1/me/payouts?limit=100" + cursor));
    }

    @Produces
    @ApplicationScoped
    ExportPart clicks(Visit visit) {
        return new Part("clicks", cursor -> visit.commission("/api/v1/me/clicks?limit=100" + cursor));
    }

    @Produces
    @ApplicationScoped
    ExportPart claims(Visit visit) {
        return new Part("claims", cursor -> visit.commission("/api/v1/me/claims?limit=100" + cursor));
    }

    @Produces
    @ApplicationScoped
    ExportPart referrals(Visit visit) {
        return new Part("referrals", cursor -> visit.commission("/api/v1/me/referrals?limit=100" + cursor));
    }

    /** The referral by which the member came stands beside those that the member brought. */
    @Produces
    @ApplicationScoped
    ExportPart invitation(Visit visit) {
        return new One("invitation", () -> visit.commission("/api/v1/me/referrals?limit=1"));
    }

    @Produces
    @ApplicationScoped
    ExportPart mails(Visit visit) {
        return new Part("mails", cursor -> visit.mailing("/api/v1/me/messages?limit=100" + cursor));
    }

    @Produces
    @ApplicationScoped
    ExportPart wallet(Visit visit) {
        return new One("wallet", () -> visit.payments("/api/v1/me/wallet"));
    }

    @Produces
    @ApplicationScoped
    ExportPart payoutAccount(Visit visit) {
        return new One("payoutAccount", () -> visit.payments("/api/v1/me/payout-account"));
    }

    /** stats-service hears who looked at a page only to count it, and keeps the count. */
    @Produces
    @ApplicationScoped
    ExportPart visits() {
        return new Remark("visits", "Page views and searches are counted; no record is kept of who they were by.");
    }

    private record Remark(String name, String text) implements ExportPart {

        @Override
        public Object of(UUID memberId) {
            return Map.of("remark", text);
        }
    }

    /** One thing: as it is, or that there is none. */
    private record One(String name, Supplier<CompletableFuture<Reply>> call) implements ExportPart {

        @Override
        public Object of(UUID memberId) {
            Reply reply = call.get().join();
            if (reply.isMissing()) {
                return Map.of("remark", "There is none.");
            }
            return reply.<Object>read(body -> body).orElse(Map.of("unavailable", LATER));
        }
    }

    private record Part(String name, Function<String, CompletableFuture<Reply>> page) implements ExportPart {

        @Override
        public Object of(UUID memberId) {
            List<JsonNode> items = new ArrayList<>();
            String cursor = "";
            for (int pages = 0; pages < MAX_PAGES; pages++) {
                Reply reply = page.apply(cursor).join();
                if (!reply.isDone() || reply.body() == null) {
                    return Map.of("unavailable", LATER, "items", items);
                }
                reply.body().path("items").forEach(items::add);
                String next = reply.body().path("next").asText("");
                if (next.isEmpty()) {
                    return Map.of("items", items);
                }
                cursor = "&cursor=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
            }
            return Map.of("unavailable", "There is more than fits into one export.", "items", items);
        }
    }
}

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
import shop.pennywell.portal.member.ExportPart;

/** What the siblings know about a member, asked with the member's own token. One that is away is named as missing. */
@ApplicationScoped
class SiblingExports {

    private static final int MAX_PAGES = 100;

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

    private record Part(String name, Function<String, CompletableFuture<Reply>> page) implements ExportPart {

        @Override
        public Object of(UUID memberId) {
            List<JsonNode> items = new ArrayList<>();
            String cursor = "";
            for (int pages = 0; pages < MAX_PAGES; pages++) {
                Reply reply = page.apply(cursor).join();
                if (!reply.isDone() || reply.body() == null) {
                    return Map.of("unavailable", "Please ask for the export again later.", "items", items);
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

package shop.pennywell.portal.account;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import shop.pennywell.portal.entry.Answers;

@Path("/account/clicks")
@PermitAll
@Produces(MediaType.TEXT_HTML)
class ClicksPage {

    private final Visit visit;

    ClicksPage(Visit visit) {
        this.visit = visit;
    }

    @CheckedTemplate(basePath = "account")
    static final class Templates {
        private Templates() {}

        /** @param clicks null when commission-service is away */
        static native TemplateInstance clicks(List<Click> clicks, String next);
    }

    record Click(String id, String storeName, String storeSlug, Instant at) {

        static List<Click> listOf(JsonNode page) {
            List<Click> clicks = new ArrayList<>();
            page.path("items")
                    .forEach(one -> clicks.add(new Click(
                            one.path("clickId").asText(),
                            one.at("/store/name").asText(""),
                            one.at("/store/slug").asText(""),
                            Cashback.instant(one.path("clickedAt")))));
            return clicks;
        }
    }

    @GET
    public Response page(@QueryParam("cursor") String cursor) {
        String from = cursor == null ? "" : "&cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8);
        Reply reply = visit.commission("/api/v1/me/clicks?limit=20" + from).join();
        return Answers.page(Templates.clicks(
                reply.read(Click::listOf).orElse(null),
                reply.read(body -> body.path("next").asText("")).orElse("")));
    }
}

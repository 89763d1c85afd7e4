package shop.pennywell.portal.account;

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
import java.util.List;
import java.util.Set;
import shop.pennywell.portal.entry.Answers;

@Path("/account/cashback")
@PermitAll
@Produces(MediaType.TEXT_HTML)
class CashbackPage {

    private static final Set<String> STATUSES = Set.of("TRACKED", "CONFIRMED", "PAYABLE", "PAID", "DECLINED");

    private final Visit visit;

    CashbackPage(Visit visit) {
        this.visit = visit;
    }

    @CheckedTemplate(basePath = "account")
    static final class Templates {
        private Templates() {}

        /** @param orders null when payments-service is away */
        static native TemplateInstance cashback(List<Cashback> orders, String status, String next, boolean welcome);
    }

    @GET
    public Response page(
            @QueryParam("status") String wanted,
            @QueryParam("cursor") String cursor,
            @QueryParam("welcome") String welcome) {
        String status = wanted != null && STATUSES.contains(wanted) ? wanted : "";
        StringBuilder path = new StringBuilder("/api/v1/me/cashback?limit=20");
        if (!status.isEmpty()) {
            path.append("&status=").append(status);
        }
        if (cursor != null) {
            path.append("&cursor=").append(URLEncoder.encode(cursor, StandardCharsets.UTF_8));
        }
        Reply reply = visit.payments(path.toString()).join();
        return Answers.page(Templates.cashback(
                reply.read(Cashback::listOf).orElse(null),
                status,
                reply.read(body -> body.path("next").asText("")).orElse(""),
                welcome != null));
    }
}

package shop.pennywell.portal.claim;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import shop.pennywell.portal.account.Reply;
import shop.pennywell.portal.account.Visit;
import shop.pennywell.portal.entry.Answers;
import shop.pennywell.portal.form.FormErrors;

/** A member's claims, and the way to a new one: first the own clicks, then the form. */
@Path("/account/claims")
@PermitAll
@Produces(MediaType.TEXT_HTML)
class ClaimsPage {
    static final String CLAIMS = "/api/v1/me/claims";

    private static final String AWAY = "Claims cannot be taken just now, and nothing was sent. Please try again soon.";
    private static final String UNKNOWN = "No answer came in time, so we do not know whether your claim was taken."
            + " Send the form again as it is: it is the same claim, and is taken once.";
    private static final int CONFLICT = 409;
    private static final int REFUSED = 422;
    private static final int UNAVAILABLE = 503;

    private final Visit visit;
    private final Clock clock;

    ClaimsPage(Visit visit, Clock clock) {
        this.visit = visit;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "claim")
    static final class Templates {
        private Templates() {}

        /** @param claims null when commission-service is away */
        static native TemplateInstance claims(List<Claim> claims, String next);

        /** @param clicks null when commission-service is away */
        static native TemplateInstance clicks(List<Claimable> clicks, String next, String notice, LocalDate today);

        /**
         * @param about null when commission-service is away
         * @param waits whether a claim made today lies on ice
         */
        static native TemplateInstance form(
                Claimable about, ClaimForm form, FormErrors errors, boolean waits, boolean over);
    }

    @GET
    public Response list(@QueryParam("cursor") String cursor) {
        Reply reply = visit.commission(CLAIMS + "?limit=20" + after(cursor)).join();
        return Answers.page(Templates.claims(
                reply.read(Claim::listOf).orElse(null),
                reply.read(body -> body.path("next").asText("")).orElse("")));
    }

    @GET
    @Path("/new")
    public Response begin(
            @QueryParam("click") @DefaultValue("") String click,
            @QueryParam("order") @DefaultValue("") String order,
            @QueryParam("cursor") String cursor,
            @QueryParam("notice") @DefaultValue("") String notice) {
        ClaimForm form = ClaimForm.empty(click, order);
        if (click.isEmpty() && order.isEmpty()) {
            Reply reply = visit.commission(CLAIMS + "/clicks?limit=10" + after(cursor))
                    .join();
            return Answers.page(Templates.clicks(
                    reply.read(Claimable::clicksOf).orElse(null),
                    reply.read(body -> body.path("next").asText("")).orElse(""),
                    notice,
                    today()));
        }
        Reply told = about(form);
        return told.isMissing() ? gone() : Answers.page(form(read(told, form), form, FormErrors.none()));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response file(@BeanParam ClaimForm form) {
        String key = form.once();
        Reply told = about(form);
        if (told.isMissing()) {
            return gone();
        }
        Claimable about = read(told, form);
        if (about == null) {
            return Answers.page(UNAVAILABLE, form(null, form, FormErrors.saying(AWAY)));
        }
        Map<String, String> problems = new LinkedHashMap<>();
        Map<String, Object> claim = form.claim(about, clock.instant(), problems);
        if (!problems.isEmpty()) {
            return Answers.page(REFUSED, form(about, form, FormErrors.of(problems)));
        }
        Reply reply = visit.tellCommission("POST", CLAIMS, claim, Map.of("Idempotency-Key", key));
        if (reply.isDone()) {
            String id = reply.read(body -> body.path("id").asText("")).orElse("");
            return Answers.goTo("/account/claims/" + id + "?notice=filed");
        }
        // What was refused is over, and what is sent next is a new claim. Where no answer came, the same key asks
        // again.
        if (reply.isRefused() && reply.status() != CONFLICT) {
            form.begunAnew();
        }
        return Answers.page(
                reply.isRefused() ? REFUSED : UNAVAILABLE,
                form(about, form, reply.errors(reply.isUncertain() ? UNKNOWN : AWAY)));
    }

    private TemplateInstance form(Claimable about, ClaimForm form, FormErrors errors) {
        LocalDate today = today();
        return Templates.form(
                about, form, errors, about != null && about.waits(today), about != null && about.isOver(today));
    }

    /** What the form is about, a click or an order. */
    private Reply about(ClaimForm form) {
        String path = form.click.isEmpty() ? "/orders/" + part(form.order) : "/clicks/" + part(form.click);
        return visit.commission(CLAIMS + path).join();
    }

    private static Claimable read(Reply told, ClaimForm form) {
        return told.read(form.click.isEmpty() ? Claimable::ofOrder : Claimable::ofClick)
                .orElse(null);
    }

    private static Response gone() {
        return Answers.goTo("/account/claims/new?notice=gone");
    }

    private LocalDate today() {
        return LocalDate.now(clock.withZone(ZoneOffset.UTC));
    }

    private static String after(String cursor) {
        return cursor == null ? "" : "&cursor=" + part(cursor);
    }

    static String part(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

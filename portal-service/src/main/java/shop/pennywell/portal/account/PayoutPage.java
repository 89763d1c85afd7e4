package shop.pennywell.portal.account;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import shop.pennywell.portal.entry.Answers;
import shop.pennywell.portal.form.FormErrors;

/** Where a member says where money goes, and sends it there. */
@Path("/account/payout")
@PermitAll
@Produces(MediaType.TEXT_HTML)
class PayoutPage {

    private static final String AWAY =
            "Payouts are not available just now, and nothing was changed. Please try again soon.";
    private static final String ACCOUNT_UNKNOWN = "No answer came in time, so we do not know whether your bank account"
            + " was saved. Please look at the account shown here before you try again.";
    private static final String PAYOUT_UNKNOWN = "No answer came in time, so we do not know whether your payout was"
            + " requested. Please look at the list of your payouts before you try again.";
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,100}");
    private static final int CONFLICT = 409;
    private static final int REFUSED = 422;
    private static final int UNAVAILABLE = 503;

    private final Visit visit;
    private final Clock clock;

    PayoutPage(Visit visit, Clock clock) {
        this.visit = visit;
        this.clock = clock;
    }

    @CheckedTemplate(basePath = "account")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance payout(
                View view, Typed typed, FormErrors accountErrors, FormErrors payoutErrors);
    }

    /** What payments-service told; null is what it did not. */
    record View(boolean available, Wallet.Account account, List<Wallet.Balance> balances, String notice) {}

    /**
     * What is in the forms. The key makes pressing twice, and sending again after a lost answer, one payout.
     *
     * @param unfinished whether that payout was asked for and may or may not have been taken
     */
    record Typed(
            String holder, String iban, String bic, String amount, String currency, String key, boolean unfinished) {

        static Typed nothing() {
            return account("", "", "");
        }

        static Typed account(String holder, String iban, String bic) {
            return new Typed(holder, iban, bic, "", "", UUID.randomUUID().toString(), false);
        }

        static Typed payout(String amount, String currency, String key, boolean unfinished) {
            return new Typed("", "", "", amount, currency, key, unfinished);
        }
    }

    @GET
    public Response page(@QueryParam("notice") @DefaultValue("") String notice) {
        return Answers.page(Templates.payout(view(notice), Typed.nothing(), FormErrors.none(), FormErrors.none()));
    }

    @POST
    @Path("/account")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response account(
            @FormParam("holder") @DefaultValue("") String holder,
            @FormParam("iban") @DefaultValue("") String iban,
            @FormParam("bic") @DefaultValue("") String bic,
            @FormParam("password") @DefaultValue("") String password) {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("holder", holder.strip());
        body.put("iban", iban.strip());
        if (!bic.isBlank()) {
            body.put("bic", bic.strip());
        }
        body.put("password", password);
        Reply reply = visit.tellPayments("PUT", "/api/v1/me/payout-account", body, Map.of());
        if (reply.isDone()) {
            return Answers.goTo("/account/payout?notice=account");
        }
        return refused(
                reply,
                Templates.payout(
                        view(""),
                        Typed.account(holder, iban, bic),
                        reply.errors(reply.isUncertain() ? ACCOUNT_UNKNOWN : AWAY),
                        FormErrors.none()));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response payout(
            @FormParam("amount") @DefaultValue("") String amount,
            @FormParam("currency") @DefaultValue("") String currency,
            @FormParam("key") @DefaultValue("") String key) {
        String once = KEY.matcher(key).matches() ? key : UUID.randomUUID().toString();
        Optional<String> decimal = TypedAmount.read(amount, currency);
        if (decimal.isEmpty()) {
            FormErrors errors = FormErrors.of(Map.of("amount", TypedAmount.wanted(currency)));
            Typed typed = Typed.payout(amount, currency, once, false);
            return Answers.page(REFUSED, Templates.payout(view(""), typed, FormErrors.none(), errors));
        }
        Map<String, Object> body = Map.of("amount", Map.of("amount", decimal.get(), "currency", currency));
        Reply reply = visit.tellPayments("POST", "/api/v1/me/payouts", body, Map.of("Idempotency-Key", once));
        if (reply.isDone()) {
            return Answers.goTo("/account/payout?notice=requested");
        }
        // A refused wish is over, and what is sent next is a new one. Where no answer came, or the first is still under
        // way, the same key asks for the same payout again.
        boolean unfinished = reply.isUncertain() || reply.status() == CONFLICT;
        String nextKey = reply.isRefused() && !unfinished ? UUID.randomUUID().toString() : once;
        Typed typed = Typed.payout(amount, currency, nextKey, unfinished);
        return refused(
                reply,
                Templates.payout(
                        view(""), typed, FormErrors.none(), reply.errors(reply.isUncertain() ? PAYOUT_UNKNOWN : AWAY)));
    }

    private static Response refused(Reply reply, TemplateInstance page) {
        return Answers.page(reply.isRefused() ? REFUSED : UNAVAILABLE, page);
    }

    private View view(String notice) {
        CompletableFuture<Reply> account = visit.payments("/api/v1/me/payout-account");
        CompletableFuture<Reply> wallet = visit.payments("/api/v1/me/wallet");
        Reply told = account.join();
        return new View(
                told.isDone() || told.isMissing(),
                told.read(body -> Wallet.Account.of(body, clock.instant())).orElse(null),
                wallet.join().read(Wallet::of).map(Wallet::balances).orElse(null),
                notice);
    }
}

package shop.pennywell.portal.claim;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.portal.account.Reply;
import shop.pennywell.portal.account.Visit;
import shop.pennywell.portal.entry.Answers;
import shop.pennywell.portal.form.FormErrors;

/** One claim: what happened, the receipt, the answer to a question, and the way back. */
@Path("/account/claims/{id: [0-9a-f]{8}-[0-9a-f-]{27}}")
@PermitAll
@Produces(MediaType.TEXT_HTML)
class ClaimPage {

    private static final String AWAY =
            "Claims cannot be changed just now, and nothing was sent. Please try again soon.";
    private static final String UNKNOWN =
            "No answer came in time, so we do not know whether that was done. What happened"
                    + " so far is shown below; please look before you try again.";
    private static final long LARGEST_RECEIPT = 10L << 20;
    private static final int REFUSED = 422;
    private static final int UNAVAILABLE = 503;

    private final Visit visit;

    ClaimPage(Visit visit) {
        this.visit = visit;
    }

    @CheckedTemplate(basePath = "claim")
    static final class Templates {
        private Templates() {}

        /**
         * @param claim null when commission-service is away
         * @param answer as typed, when it was not taken
         */
        static native TemplateInstance claim(
                Claim claim, String notice, String answer, String key, FormErrors answerErrors, FormErrors errors);
    }

    @GET
    public Response page(@PathParam("id") UUID id, @QueryParam("notice") @DefaultValue("") String notice) {
        return Answers.page(view(id, notice, "", FormErrors.none(), FormErrors.none()));
    }

    @POST
    @Path("/answer")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response answer(
            @PathParam("id") UUID id,
            @FormParam("text") @DefaultValue("") String text,
            @FormParam("key") @DefaultValue("") String key) {
        if (text.isBlank()) {
            FormErrors errors = FormErrors.of(Map.of("text", "is missing"));
            return Answers.page(REFUSED, view(id, "", text, errors, FormErrors.none()));
        }
        Reply reply = visit.tellCommission("POST", path(id) + "/answer", Map.of("text", text.strip()), once(key));
        return reply.isDone()
                ? done(id, "answered")
                : refused(reply, view(id, "", text, said(reply), FormErrors.none()));
    }

    @POST
    @Path("/withdrawal")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response withdraw(@PathParam("id") UUID id, @FormParam("key") @DefaultValue("") String key) {
        Reply reply = visit.tellCommission("POST", path(id) + "/withdrawal", Map.of(), once(key));
        return reply.isDone()
                ? done(id, "withdrawn")
                : refused(reply, view(id, "", "", FormErrors.none(), said(reply)));
    }

    @POST
    @Path("/receipt")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response receipt(@PathParam("id") UUID id, @RestForm("receipt") FileUpload receipt) {
        if (receipt == null || receipt.size() == 0) {
            return noReceipt(id, "Choose a file first.");
        }
        if (receipt.size() > LARGEST_RECEIPT) {
            return noReceipt(id, "A receipt has at most 10 MB.");
        }
        Reply reply = visit.uploadToCommission(path(id) + "/receipt", receipt.contentType(), receipt.uploadedFile());
        return reply.isDone() ? done(id, "receipt") : refused(reply, view(id, "", "", FormErrors.none(), said(reply)));
    }

    private Response noReceipt(UUID id, String why) {
        return Answers.page(REFUSED, view(id, "", "", FormErrors.none(), FormErrors.saying(why)));
    }

    private TemplateInstance view(UUID id, String notice, String answer, FormErrors answerErrors, FormErrors errors) {
        Reply reply = visit.commission(path(id)).join();
        if (reply.isMissing()) {
            throw CommonProblem.NOT_FOUND.problem(null);
        }
        return Templates.claim(
                reply.read(Claim::of).orElse(null),
                notice,
                answer,
                UUID.randomUUID().toString(),
                answerErrors,
                errors);
    }

    private static FormErrors said(Reply reply) {
        return reply.errors(reply.isUncertain() ? UNKNOWN : AWAY);
    }

    private static Response refused(Reply reply, TemplateInstance page) {
        return Answers.page(reply.isRefused() ? REFUSED : UNAVAILABLE, page);
    }

    private static Response done(UUID id, String notice) {
        return Answers.goTo("/account/claims/" + id + "?notice=" + notice);
    }

    /** Pressing twice is answering once. */
    private static Map<String, String> once(String key) {
        return key.matches("[\\x21-\\x7e]{1,100}") ? Map.of("Idempotency-Key", key) : Map.of();
    }

    private static String path(UUID id) {
        return ClaimsPage.CLAIMS + "/" + id;
    }
}

package shop.pennywell.mailing.template;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import shop.pennywell.defaults.page.Page;
import shop.pennywell.mailing.MailingProblem;

@Path("/api/v1/admin/templates")
@RolesAllowed("staff")
@Tag(name = "Templates")
class TemplateResource {

    private static final String SAMPLE_NAME = "Ada";

    private final RenderMail renderMail;

    TemplateResource(RenderMail renderMail) {
        this.renderMail = renderMail;
    }

    @GET
    @Operation(summary = "Every mail there is; a list of fixed, small size, so always one page")
    public Page<TemplateResponse> list() {
        List<TemplateResponse> all = Arrays.stream(MailTemplate.values())
                .map(template -> new TemplateResponse(
                        template.wireName(), sample(template, "en-GB").subject(), template.why()))
                .toList();
        return new Page<>(all, null);
    }

    @GET
    @Path("{name}/preview")
    @Produces(MediaType.WILDCARD)
    @Operation(summary = "The mail as a page, with made-up content; format html or text, locale a BCP 47 tag")
    public Response preview(
            @PathParam("name") String name,
            @QueryParam("format") @DefaultValue("html") String format,
            @QueryParam("locale") @DefaultValue("en-GB") String locale) {
        MailTemplate template = MailTemplate.named(name)
                .orElseThrow(() -> MailingProblem.TEMPLATE_UNKNOWN.problem("There is no template " + name + "."));
        RenderedMail mail = sample(template, locale);
        return switch (format) {
            case "html" -> Response.ok(mail.html(), "text/html;charset=UTF-8").build();
            case "text" ->
                Response.ok("Subject: " + mail.subject() + "\n\n" + mail.text(), "text/plain;charset=UTF-8")
                        .build();
            default -> throw MailingProblem.FORMAT_UNKNOWN.problem("format is html or text.");
        };
    }

    private RenderedMail sample(MailTemplate template, String locale) {
        return renderMail.render(template, SampleMail.of(template), locale, SAMPLE_NAME);
    }
}

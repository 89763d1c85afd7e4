package shop.pennywell.mailing.message;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import shop.pennywell.defaults.page.Cursor;
import shop.pennywell.defaults.page.Page;
import shop.pennywell.defaults.page.PageQuery;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.problem.FieldError;
import shop.pennywell.defaults.sql.Idempotent;
import shop.pennywell.mailing.MailingProblem;
import shop.pennywell.mailing.recipient.Recipient;
import shop.pennywell.mailing.recipient.Recipients;
import shop.pennywell.mailing.template.RenderMail;

@Path("/api/v1/admin/messages")
@RolesAllowed("staff")
@Tag(name = "Messages")
class MessageResource {

    private final MessageRepository messages;
    private final Recipients recipients;
    private final PrepareMessages prepareMessages;
    private final RenderMail renderMail;
    private final Clock clock;

    MessageResource(
            MessageRepository messages,
            Recipients recipients,
            PrepareMessages prepareMessages,
            RenderMail renderMail,
            Clock clock) {
        this.messages = messages;
        this.recipients = recipients;
        this.prepareMessages = prepareMessages;
        this.renderMail = renderMail;
        this.clock = clock;
    }

    @GET
    @Operation(summary = "Messages, newest first; status QUEUED, SENT, FAILED or DROPPED")
    public Page<MessageResponse> list(
            @QueryParam("memberId") String memberId,
            @QueryParam("status") String status,
            @BeanParam @Valid PageQuery page) {
        UUID before = page.cursor() == null ? null : cursor(page.cursor());
        List<Message> rows = messages.newest(member(memberId), status(status), before, page.limit() + 1);
        return Page.of(
                rows, page.limit(), MessageResponse::of, message -> message.id().toString());
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One message, with its text")
    public MessageResponse get(@PathParam("id") UUID id) {
        Message message = found(id, messages.findById(id));
        return MessageResponse.of(message, text(message));
    }

    @POST
    @Path("{id}/retry")
    @Idempotent(optional = true)
    @Operation(summary = "Send a failed message after all")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = MessageResponse.class)))
    public Response retry(@PathParam("id") UUID id) {
        Message message = found(id, messages.lock(id));
        if (!message.isFailed()) {
            throw MailingProblem.MESSAGE_NOT_FAILED.problem("The message is " + message.status() + ".");
        }
        message.retry(clock.instant());
        return Response.ok(MessageResponse.of(message)).build();
    }

    private String text(Message message) {
        if (message.content() == null) {
            return null;
        }
        Recipient recipient = recipients.byMember(message.memberId()).orElse(null);
        String locale = message.locale() != null || recipient == null ? message.locale() : recipient.locale();
        String name = recipient == null ? null : recipient.displayName();
        return renderMail
                .render(message.template(), prepareMessages.content(message).withoutSecrets(), locale, name)
                .text();
    }

    private static Message found(UUID id, Message message) {
        if (message == null) {
            throw MailingProblem.MESSAGE_UNKNOWN.problem("There is no message " + id + ".");
        }
        return message;
    }

    private static MessageStatus status(String status) {
        return status == null
                ? null
                : Arrays.stream(MessageStatus.values())
                        .filter(known -> known.name().equals(status))
                        .findFirst()
                        .orElseThrow(() -> MailingProblem.STATUS_UNKNOWN
                                .problem(null)
                                .with(List.of(
                                        new FieldError("?status", "is one of " + List.of(MessageStatus.values())))));
    }

    private static UUID member(String memberId) {
        try {
            return memberId == null ? null : UUID.fromString(memberId);
        } catch (IllegalArgumentException notAnId) {
            throw CommonProblem.INVALID_REQUEST
                    .problem(null)
                    .with(List.of(new FieldError("?memberId", "is not an id")));
        }
    }

    private static UUID cursor(String cursor) {
        try {
            return UUID.fromString(cursor);
        } catch (IllegalArgumentException notOurs) {
            throw Cursor.invalid();
        }
    }
}

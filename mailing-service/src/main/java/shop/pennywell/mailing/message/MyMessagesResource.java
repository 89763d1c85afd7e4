package shop.pennywell.mailing.message;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import shop.pennywell.defaults.page.Cursor;
import shop.pennywell.defaults.page.Page;
import shop.pennywell.defaults.page.PageQuery;
import shop.pennywell.defaults.security.Caller;

@Path("/api/v1/me/messages")
@RolesAllowed("member")
@Tag(name = "Messages")
class MyMessagesResource {

    private final MessageRepository messages;
    private final Caller caller;

    MyMessagesResource(MessageRepository messages, Caller caller) {
        this.messages = messages;
        this.caller = caller;
    }

    /** A mail as its reader knows it. */
    record MyMessageResponse(
            UUID id,
            String template,
            String to,
            String subject,
            MessageStatus status,
            Instant createdAt,
            Instant changedAt) {

        static MyMessageResponse of(Message message) {
            return new MyMessageResponse(
                    message.id(),
                    message.templateName(),
                    message.address(),
                    message.subject(),
                    message.status(),
                    message.createdAt(),
                    message.changedAt());
        }
    }

    @GET
    @Operation(summary = "Mails to me that are kept, newest first")
    public Page<MyMessageResponse> list(@BeanParam @Valid PageQuery page) {
        List<Message> rows = messages.newest(caller.id(), null, before(page.cursor()), page.limit() + 1);
        return Page.of(rows, page.limit(), MyMessageResponse::of, message -> message.id()
                .toString());
    }

    private static UUID before(String cursor) {
        try {
            return cursor == null ? null : UUID.fromString(cursor);
        } catch (IllegalArgumentException notOurs) {
            throw Cursor.invalid();
        }
    }
}

package shop.pennywell.defaults.events;

import io.quarkus.arc.All;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.problem.Problem;

/** Where producers deliver their events. Never routed by the gateway. */
@Path("/events")
public class EventsResource {

    private static final Logger LOG = Logger.getLogger(EventsResource.class);
    public static final int MAX_BATCH = 100;

    private final List<EventHandler> handlers;
    private final Inbox inbox;

    EventsResource(@All List<EventHandler> handlers, Inbox inbox) {
        this.handlers = handlers;
        this.inbox = inbox;
    }

    @POST
    @Consumes({Event.BATCH_MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed("service")
    @Operation(summary = "Deliver a batch of events; each is applied on its own")
    public Receipt receive(@NotNull @Size(max = MAX_BATCH) List<@Valid @NotNull Event> events) {
        List<Failure> failed = new ArrayList<>();
        for (Event event : events) {
            if (stopping()) {
                throw CommonProblem.UNAVAILABLE.problem("stopping; what was applied of this batch is remembered");
            }
            try {
                apply(event);
            } catch (RuntimeException failure) {
                if (failure instanceof Problem problem && problem.type() == CommonProblem.UNAVAILABLE) {
                    // Our store is away, which is no fault of the event: the producer waits and sends the batch again.
                    throw problem;
                }
                LOG.warnf(failure, "event %s of type %s was not applied", event.id(), event.type());
                failed.add(new Failure(event.id(), describe(failure)));
            }
        }
        return new Receipt(failed);
    }

    /** A batch may outlast the time that a stop grants: the rest is for another replica, and no failure of the events. */
    private static boolean stopping() {
        ArcContainer container = Arc.container();
        return container == null || !container.isRunning();
    }

    private void apply(Event event) {
        List<EventHandler> wanting = handlers.stream()
                .filter(handler -> handler.types().contains(event.type()))
                .toList();
        if (!wanting.isEmpty()) {
            inbox.once(event, () -> wanting.forEach(handler -> handler.handle(event)));
        }
    }

    private static String describe(RuntimeException failure) {
        String text = failure.getClass().getSimpleName() + ": " + failure.getMessage();
        return text.length() > 500 ? text.substring(0, 500) : text;
    }

    /** What was not applied; everything else of the batch was. */
    public record Receipt(List<Failure> failed) {}

    /** One event that should come again, and why. */
    public record Failure(UUID id, String detail) {}
}

package shop.pennywell.commission.world;

import io.quarkus.arc.Arc;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * Which world the work at hand is done in: the one that was entered for it, otherwise that of the request's credentials, otherwise production.
 * A transaction stays in the world in which it first touched PostgreSQL.
 */
@ApplicationScoped
public class Worlds {
    private static final String OF_REQUEST = World.class.getName();
    private static final ThreadLocal<World> ENTERED = new ThreadLocal<>();

    private final CurrentVertxRequest request;

    Worlds(CurrentVertxRequest request) {
        this.request = request;
    }

    public World current() {
        World world = ENTERED.get();
        if (world != null) {
            return world;
        }
        RoutingContext current = Arc.container().requestContext().isActive() ? request.getCurrent() : null;
        World ofRequest = current == null ? null : current.get(OF_REQUEST);
        return ofRequest == null ? World.PRODUCTION : ofRequest;
    }

    public boolean isSandbox() {
        return current() == World.SANDBOX;
    }

    /** From now on a request is in that world, as its credentials say. */
    public void enter(World world, RoutingContext request) {
        request.put(OF_REQUEST, world);
    }

    /** Does work in a world, in a transaction of its own. */
    public <T> T in(World world, Callable<T> work) {
        return as(world, () -> QuarkusTransaction.requiringNew().call(work));
    }

    /** As {@link #as}, for work that answers nothing. */
    public void run(World world, Runnable work) {
        as(world, () -> {
            work.run();
            return null;
        });
    }

    /** Does work whose transactions, which it begins itself, are in that world. */
    public <T> T as(World world, Supplier<T> work) {
        World before = ENTERED.get();
        ENTERED.set(world);
        try {
            return work.get();
        } finally {
            if (before == null) {
                ENTERED.remove();
            } else {
                ENTERED.set(before);
            }
        }
    }
}

package shop.pennywell.gateway.proxy;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicLong;

/** The memory that kept bodies share, so that many at once cannot exhaust it. */
@ApplicationScoped
class KeptBodies {

    private final AtomicLong free;

    KeptBodies(ProxyConfig config) {
        this.free = new AtomicLong(config.keptBodies().asLongValue());
    }

    /** Takes that many bytes of the budget, or none of them. */
    boolean take(long bytes) {
        if (free.addAndGet(-bytes) >= 0) {
            return true;
        }
        free.addAndGet(bytes);
        return false;
    }

    void giveBack(long bytes) {
        free.addAndGet(bytes);
    }
}

package shop.pennywell.gateway.proxy;

import jakarta.enterprise.context.ApplicationScoped;

/** Takes the memory for kept bodies away, as if others had it. */
@ApplicationScoped
public class TakenBudget {

    private final KeptBodies kept;
    private final long all;

    TakenBudget(KeptBodies kept, ProxyConfig config) {
        this.kept = kept;
        this.all = config.keptBodies().asLongValue();
    }

    /** Runs something while there are only that many bytes left. */
    public void leaving(long bytes, Checked work) throws Exception {
        if (!kept.take(all - bytes)) {
            throw new AssertionError("somebody has not given back all that he took");
        }
        try {
            work.run();
        } finally {
            kept.giveBack(all - bytes);
        }
    }

    /** May fail. */
    public interface Checked {
        void run() throws Exception;
    }
}

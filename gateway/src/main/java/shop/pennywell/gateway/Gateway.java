package shop.pennywell.gateway;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the gateway. */
@QuarkusMain
public class Gateway {

    public static void main(String... arguments) {
        judgeAddressesOurselves();
        Quarkus.run(arguments);
    }

    /**
     * Before anything of the HTTP server is loaded: it would answer addresses that {@code java.net.URI} cannot read, such as
     * {@code /search?q=a|b} as browsers send it, with a bare 400. {@link shop.pennywell.gateway.route.RequestTarget} knows better.
     */
    static void judgeAddressesOurselves() {
        System.setProperty("vertx.disableURIValidation", "true");
    }
}

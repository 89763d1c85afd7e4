package shop.pennywell.portal.token;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Secrets of the services that may ask for tokens, by client id. One that has none set is refused. */
@ConfigMapping(prefix = "pennywell.client-secrets")
interface ServiceClients {

    Optional<String> portal();

    Optional<String> commission();

    Optional<String> payments();

    Optional<String> mailing();

    Optional<String> stats();

    default Optional<String> secretOf(String client) {
        Optional<String> secret =
                switch (client) {
                    case "portal" -> portal();
                    case "commission" -> commission();
                    case "payments" -> payments();
                    case "mailing" -> mailing();
                    case "stats" -> stats();
                    default -> Optional.empty();
                };
        return secret.filter(value -> !value.isBlank());
    }
}

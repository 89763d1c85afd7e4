package shop.pennywell.commission.world;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import org.flywaydb.core.Flyway;

/** Gives the sandbox the same tables by the same migrations, right after production has them and before anybody looks into either. */
@ApplicationScoped
class SandboxSchema {
    /** The migrations know it too. */
    static final String NAME = "sandbox";

    void migrate(
            @Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE - 1) StartupEvent starting, Flyway production) {
        Flyway.configure()
                .configuration(production.getConfiguration())
                .schemas(NAME)
                .defaultSchema(NAME)
                .createSchemas(true)
                .load()
                .migrate();
    }
}

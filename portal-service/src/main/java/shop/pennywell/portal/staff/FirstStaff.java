package shop.pennywell.portal.staff;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.ConfigMapping;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.jboss.logging.Logger;
import shop.pennywell.portal.member.EmailAddress;
import shop.pennywell.portal.password.Passwords;

/** Lets somebody in who can let in the others. Whoever is there already keeps the password that he has. */
@ApplicationScoped
class FirstStaff {

    private static final Logger LOG = Logger.getLogger(FirstStaff.class);

    private final Config config;
    private final StaffDirectory staff;
    private final Passwords passwords;

    FirstStaff(Config config, StaffDirectory staff, Passwords passwords) {
        this.config = config;
        this.staff = staff;
        this.passwords = passwords;
    }

    @ConfigMapping(prefix = "pennywell.staff")
    interface Config {

        Optional<String> email();

        Optional<String> password();
    }

    void start(@Observes StartupEvent event) {
        if (config.email().isEmpty() || config.password().isEmpty()) {
            return;
        }
        String email = EmailAddress.canonical(config.email().get())
                .orElseThrow(() -> new IllegalStateException("pennywell.staff.email is no mail address"));
        if (staff.byEmail(email).isPresent()) {
            return;
        }
        if (!Passwords.acceptable(config.password().get())) {
            throw new IllegalStateException("pennywell.staff.password must have 10 to 128 characters");
        }
        staff.addUnlessThere(email, passwords.hash(config.password().get()));
        LOG.info("the first staff user is there");
    }
}

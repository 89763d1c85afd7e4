package shop.pennywell.portal.staff;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import shop.pennywell.defaults.id.Ids;

@ApplicationScoped
public class StaffDirectory {

    private final StaffRepository repository;
    private final Clock clock;

    StaffDirectory(StaffRepository repository, Clock clock) {
        this.repository = repository;
        this.clock = clock;
    }

    /** @param email in its canonical form */
    @Transactional
    public Optional<StaffUser> byEmail(String email) {
        return repository.find("email", email).firstResultOptional();
    }

    @Transactional
    public Optional<StaffUser> byId(UUID id) {
        return repository.findByIdOptional(id);
    }

    @Transactional
    void addUnlessThere(String email, String passwordHash) {
        repository.addUnlessThere(Ids.newId(), email, passwordHash, "First staff", clock.instant());
    }
}

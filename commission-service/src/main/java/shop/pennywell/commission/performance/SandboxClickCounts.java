package shop.pennywell.commission.performance;

import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;

/** What statistics are for production: in the sandbox clicks are counted where they are. */
public interface SandboxClickCounts {

    /** A partner's clicks by store and UTC day. */
    Map<UUID, Map<LocalDate, Long>> perDay(UUID partnerId, LocalDate from, LocalDate to);
}

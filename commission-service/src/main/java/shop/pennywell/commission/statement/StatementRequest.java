package shop.pennywell.commission.statement;

import jakarta.validation.constraints.NotNull;
import java.time.LocalDate;
import java.util.UUID;

/** Both days count, in UTC. */
record StatementRequest(
        @NotNull UUID partnerId,
        @NotNull LocalDate from,
        @NotNull LocalDate to) {}

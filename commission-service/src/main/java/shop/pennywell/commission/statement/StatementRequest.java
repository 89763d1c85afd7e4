package shop.pennywell.commission.statement;

import jakarta.validation.constraints.NotNull;
import java.time.LocalDate;
import java.util.UUID;
import shop.pennywell.commission.InOurEra;

/** Both days count, in UTC. What was approved before the first and not billed is billed too. */
record StatementRequest(
        @NotNull UUID partnerId,
        @NotNull @InOurEra LocalDate from,
        @NotNull @InOurEra LocalDate to) {}

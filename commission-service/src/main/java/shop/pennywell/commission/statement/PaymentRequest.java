package shop.pennywell.commission.statement;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.LocalDate;
import shop.pennywell.commission.InOurEra;
import shop.pennywell.defaults.money.Money;

/** @param bankReference what the bank calls the transfer; counts once for a statement */
record PaymentRequest(
        @NotNull Money amount,
        @NotNull @InOurEra LocalDate receivedOn,
        @NotNull @Pattern(regexp = "[^\\p{Cntrl}]{1,140}") String bankReference) {}

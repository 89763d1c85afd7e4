package shop.pennywell.portal.account;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import shop.pennywell.defaults.money.Money;

/** A member's money as payments-service tells it. */
record Wallet(List<Balance> balances) {

    /** @param minimumPayout the least that can be taken out at once; null where payments-service does not say */
    record Balance(String currency, Money pending, Money available, Money reserved, Money paid, Money minimumPayout) {

        public boolean isTakable() {
            return isSome() && (minimumPayout == null || available.compareTo(minimumPayout) >= 0);
        }

        public boolean isTooLittle() {
            return isSome() && !isTakable();
        }

        private boolean isSome() {
            return available != null && available.isPositive();
        }
    }

    /** @param status in the words of {@link Words} */
    record Payout(Money amount, String status, String tone, String accountEnd, Instant requestedAt) {}

    /**
     * Where payouts go.
     *
     * @param iban masked
     * @param payoutsFrom null unless payouts have to wait
     */
    record Account(String holder, String iban, Instant payoutsFrom) {

        static Account of(JsonNode body, Instant now) {
            Instant from = Cashback.instant(body.path("payoutsFrom"));
            return new Account(
                    body.path("holder").asText(""),
                    body.path("iban").asText(""),
                    from != null && from.isAfter(now) ? from : null);
        }
    }

    static Wallet of(JsonNode body) {
        List<Balance> balances = new ArrayList<>();
        body.path("balances")
                .forEach(one -> balances.add(new Balance(
                        one.path("currency").asText(),
                        Cashback.money(one.path("pending")),
                        Cashback.money(one.path("available")),
                        Cashback.money(one.path("reserved")),
                        Cashback.money(one.path("paid")),
                        Cashback.money(one.path("minimumPayout")))));
        return new Wallet(balances);
    }

    static List<Payout> payoutsOf(JsonNode body) {
        List<Payout> payouts = new ArrayList<>();
        body.path("items").forEach(one -> {
            String status = one.path("status").asText();
            payouts.add(new Payout(
                    Cashback.money(one.path("amount")),
                    Words.status(status),
                    Words.tone(status),
                    end(one.path("maskedIban").asText("")),
                    Cashback.instant(one.path("requestedAt"))));
        });
        return payouts;
    }

    /** The last four characters, by which a member knows the account. */
    private static String end(String maskedIban) {
        return maskedIban.substring(Math.max(0, maskedIban.length() - 4));
    }
}

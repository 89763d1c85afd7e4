package shop.pennywell.payments.settlement;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import shop.pennywell.defaults.events.Event;
import shop.pennywell.defaults.events.EventHandler;
import shop.pennywell.defaults.money.Money;
import shop.pennywell.payments.ledger.Account;
import shop.pennywell.payments.ledger.Entry;
import shop.pennywell.payments.ledger.LedgerRepository;
import shop.pennywell.payments.ledger.Posting;
import shop.pennywell.payments.ledger.Purpose;

/** A partner has paid: the money is in our bank, and it owes us that much less. */
@ApplicationScoped
class SettleStatement implements EventHandler {

    private final LedgerRepository ledger;
    private final ObjectMapper json;

    SettleStatement(LedgerRepository ledger, ObjectMapper json) {
        this.ledger = ledger;
        this.json = json;
    }

    @Override
    public Set<String> types() {
        return Set.of("statement.settled");
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void handle(Event event) {
        var settled = read(event);
        long amount = settled.amount().minor();
        var currency = settled.amount().currencyCode();
        ledger.post(new Entry(
                "partner-payment/" + settled.paymentId(),
                Entry.Kind.PARTNER_PAYMENT,
                settled.receivedOn().atStartOfDay().toInstant(ZoneOffset.UTC),
                List.of(
                        Posting.debit(Account.platform(Purpose.CASH, currency), amount),
                        Posting.credit(Account.of(Purpose.RECEIVABLE, settled.partnerId(), currency), amount))));
    }

    private StatementSettled read(Event event) {
        try {
            return json.treeToValue(event.data(), StatementSettled.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a statement.settled: " + e.getOriginalMessage(), e);
        }
    }

    /** What this service reads of commission's {@code statement.settled}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record StatementSettled(UUID paymentId, UUID partnerId, Money amount, LocalDate receivedOn) {}
}

package shop.pennywell.payments.batch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import shop.pennywell.defaults.id.Ids;
import shop.pennywell.defaults.money.Money;
import shop.pennywell.payments.PaymentsProblem;
import shop.pennywell.payments.payout.Payout;
import shop.pennywell.payments.payout.PayoutConfig;
import shop.pennywell.payments.payout.PayoutRepository;

/**
 * Puts the approved payouts of a currency into a batch. Only that: which payout is in which batch is committed before
 * anything leaves the house, and {@link CompleteBatch} does the rest from there, as often as it takes.
 */
@ApplicationScoped
class CreateBatch {

    private final BatchRepository batches;
    private final PayoutRepository payouts;
    private final PayoutConfig config;
    private final Clock clock;

    CreateBatch(BatchRepository batches, PayoutRepository payouts, PayoutConfig config, Clock clock) {
        this.batches = batches;
        this.payouts = payouts;
        this.config = config;
        this.clock = clock;
    }

    @Transactional(Transactional.TxType.MANDATORY)
    PayoutBatch create(String currency, String by) {
        var debtor = config.debtors().get(currency);
        if (debtor == null) {
            throw PaymentsProblem.CURRENCY_NOT_PAYABLE.problem("There is no account to pay " + currency + " from.");
        }
        var approved = payouts.takeApproved(currency, config.mostInBatch());
        if (approved.isEmpty()) {
            throw PaymentsProblem.NO_APPROVED_PAYOUTS.problem(null);
        }
        var id = Ids.newId();
        approved.forEach(payout -> payout.assign(id));
        var total = approved.stream().map(Payout::amount).reduce(Money.zero(currency), Money::plus);
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var batch = PayoutBatch.of(id, approved.size(), total, debtor, by, now);
        batches.persist(batch);
        return batch;
    }
}

package shop.pennywell.payments.payout;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import shop.pennywell.defaults.id.Ids;
import shop.pennywell.defaults.money.Money;
import shop.pennywell.defaults.sql.IdempotencyProblem;
import shop.pennywell.defaults.sql.Outbox;
import shop.pennywell.payments.PaymentsProblem;
import shop.pennywell.payments.ledger.Account;
import shop.pennywell.payments.ledger.Entry;
import shop.pennywell.payments.ledger.InsufficientBalance;
import shop.pennywell.payments.ledger.LedgerRepository;
import shop.pennywell.payments.ledger.Posting;
import shop.pennywell.payments.ledger.Purpose;
import shop.pennywell.payments.payoutaccount.PayoutAccountRepository;

/** A member takes money out: it leaves the available balance at once and waits for its way to the bank. */
@ApplicationScoped
class RequestPayout {

    private final PayoutRepository payouts;
    private final PayoutAccountRepository accounts;
    private final LedgerRepository ledger;
    private final PayoutConfig config;
    private final Outbox outbox;
    private final Clock clock;

    RequestPayout(
            PayoutRepository payouts,
            PayoutAccountRepository accounts,
            LedgerRepository ledger,
            PayoutConfig config,
            Outbox outbox,
            Clock clock) {
        this.payouts = payouts;
        this.accounts = accounts;
        this.ledger = ledger;
        this.config = config;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * @param key the request's idempotency key; the payout's id follows from it, so that it is the same however often the
     *     request is sent, also when the first answer is no longer kept
     * @return the payout as it is now
     * @throws shop.pennywell.defaults.problem.Problem 422 with the rule that refuses it
     */
    @Transactional(Transactional.TxType.MANDATORY)
    Payout request(UUID memberId, Money amount, String key) {
        var id = Ids.derived("payout", memberId + "/" + key);
        var known = payouts.findByIdOptional(id);
        if (known.isPresent()) {
            return again(known.get(), amount);
        }
        var currency = amount.currency();
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (!config.debtors().containsKey(currency.getCurrencyCode())) {
            throw PaymentsProblem.CURRENCY_NOT_PAYABLE.problem("There are no payouts in " + currency + ".");
        }
        var minimum = config.minimum(currency);
        if (amount.compareTo(minimum) < 0) {
            throw PaymentsProblem.BELOW_MINIMUM.problem("The least that is paid out is " + minimum + ".");
        }
        var account = accounts.findByIdOptional(memberId)
                .orElseThrow(() -> PaymentsProblem.PAYOUT_ACCOUNT_MISSING.problem("Set your bank account first."));
        if (account.onHold(now)) {
            throw PaymentsProblem.PAYOUT_ACCOUNT_ON_HOLD.problem(
                    "Your bank account was changed. Payouts are possible from " + account.payoutsFrom() + ".");
        }
        var payout = Payout.requested(id, memberId, amount, account, now);
        payouts.persist(payout);
        outbox.publish(PayoutChanged.TYPE, payout.id().toString(), PayoutChanged.of(payout));
        if (amount.compareTo(config.autoApproveUpTo(currency)) <= 0) {
            payout.approve("payout.auto-approve-up-to", now);
            outbox.publish(PayoutChanged.TYPE, payout.id().toString(), PayoutChanged.of(payout));
        }
        reserve(payout);
        return payout;
    }

    private static Payout again(Payout known, Money amount) {
        if (!known.amount().equals(amount)) {
            throw IdempotencyProblem.KEY_REUSED.problem(null);
        }
        return known;
    }

    private void reserve(Payout payout) {
        var currency = payout.amount().currencyCode();
        try {
            ledger.post(new Entry(
                    "payout/" + payout.id() + "/requested",
                    Entry.Kind.PAYOUT,
                    payout.requestedAt(),
                    List.of(
                            Posting.debit(
                                    Account.of(Purpose.AVAILABLE, payout.memberId(), currency),
                                    payout.amount().minor()),
                            Posting.credit(
                                    Account.of(Purpose.RESERVED, payout.memberId(), currency),
                                    payout.amount().minor()))));
        } catch (InsufficientBalance e) {
            throw PaymentsProblem.INSUFFICIENT_BALANCE.problem("You have less than " + payout.amount() + " available.");
        }
    }
}

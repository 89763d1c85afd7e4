package shop.pennywell.payments.payoutaccount;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.problem.Problem;
import shop.pennywell.defaults.sibling.SiblingClient;
import shop.pennywell.defaults.sql.Outbox;
import shop.pennywell.payments.PaymentsProblem;

/** Sets where a member is paid to, once portal has confirmed the password. Saying the same again changes nothing. */
@ApplicationScoped
class ChangePayoutAccount {

    private static final Logger LOG = Logger.getLogger(ChangePayoutAccount.class);

    private final PayoutAccountRepository accounts;
    private final PayoutAccountConfig config;
    private final Sealer sealer;
    private final AccountFingerprint fingerprint;
    private final SiblingClient siblings;
    private final Outbox outbox;
    private final ObjectMapper json;
    private final Clock clock;

    ChangePayoutAccount(
            PayoutAccountRepository accounts,
            PayoutAccountConfig config,
            Sealer sealer,
            AccountFingerprint fingerprint,
            SiblingClient siblings,
            Outbox outbox,
            ObjectMapper json,
            Clock clock) {
        this.accounts = accounts;
        this.config = config;
        this.sealer = sealer;
        this.fingerprint = fingerprint;
        this.siblings = siblings;
        this.outbox = outbox;
        this.json = json;
        this.clock = clock;
    }

    PayoutAccountResponse change(UUID memberId, PayoutAccountRequest request) {
        var details = request.details();
        checkPassword(memberId, request.password()); // outside of the transaction: portal may be slow
        return QuarkusTransaction.requiringNew().call(() -> set(memberId, details));
    }

    private PayoutAccountResponse set(UUID memberId, PayoutAccount.Details details) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        accounts.lock(memberId);
        var account = accounts.findById(memberId);
        if (account == null) {
            account = PayoutAccount.first(memberId, details, sealer, now);
            accounts.persist(account);
        } else if (account.is(details, sealer)) {
            return PayoutAccountResponse.of(account, sealer);
        } else {
            account.change(details, sealer, now, config.holdAfterAccountChange());
        }
        outbox.publish(
                "payout-account.changed",
                memberId.toString(),
                new PayoutAccountChanged(
                        memberId,
                        details.holder(),
                        account.maskedIban(),
                        now,
                        account.payoutsFrom(),
                        fingerprint.of(details.iban())));
        return PayoutAccountResponse.of(account, sealer);
    }

    private void checkPassword(UUID memberId, String password) {
        HttpResponse<String> answer;
        try {
            answer = siblings.post(
                    "portal",
                    "/internal/members/" + memberId + "/password-checks",
                    MediaType.APPLICATION_JSON,
                    body(password));
        } catch (IOException away) {
            LOG.warnf("portal could not check a password: %s", away);
            throw CommonProblem.UNAVAILABLE.problem("Your password cannot be checked just now. Try again soon.");
        }
        switch (answer.statusCode()) {
            case 204 -> {}
            case 422 -> throw PaymentsProblem.PASSWORD_WRONG.problem(null);
            case 429 -> throw tooManyTries(answer);
            default -> {
                LOG.warnf("portal answered %d to a password check", answer.statusCode());
                throw CommonProblem.UNAVAILABLE.problem("Your password cannot be checked just now. Try again soon.");
            }
        }
    }

    /** Says as long a wait as portal does, if it says one in seconds. */
    private static Problem tooManyTries(HttpResponse<String> answer) {
        var problem = CommonProblem.TOO_MANY_REQUESTS.problem("Too many wrong passwords. Try again later.");
        return answer.headers()
                .firstValue("Retry-After")
                .filter(wait -> wait.matches("[0-9]{1,9}"))
                .map(wait -> problem.retryAfter(Duration.ofSeconds(Long.parseLong(wait))))
                .orElse(problem);
    }

    private String body(String password) {
        try {
            return json.writeValueAsString(Map.of("password", password));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** What this service says: {@code payout-account.changed}. */
    record PayoutAccountChanged(
            UUID memberId,
            String holder,
            String maskedIban,
            Instant changedAt,
            Instant payoutsFrom,
            String accountFingerprint) {}
}

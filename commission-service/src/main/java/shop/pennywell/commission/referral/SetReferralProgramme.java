package shop.pennywell.commission.referral;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import shop.pennywell.commission.CommissionProblem;
import shop.pennywell.defaults.money.Money;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.problem.FieldError;

/** Sets programmes and ends them, one at a time, so that at every moment at most one holds for a currency and country. */
@ApplicationScoped
class SetReferralProgramme {
    /** More than there are countries, twice. */
    static final int MOST = 500;

    /** In minor units; beyond these it is a slip of the finger. */
    static final long MOST_BONUS = 1_000_000;

    static final long MOST_ORDER = 1_000_000_000;

    /** How far the clock of whoever asks may be behind ours. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

    private final ReferralProgrammeRepository programmes;
    private final Clock clock;

    SetReferralProgramme(ReferralProgrammeRepository programmes, Clock clock) {
        this.programmes = programmes;
        this.clock = clock;
    }

    @Transactional
    ReferralProgramme set(ReferralProgrammeRequest said, String by) {
        Terms terms = read(said);
        programmes.lockAll();
        Instant now = now();
        Instant from = said.validFrom() == null ? now : micros(said.validFrom());
        Instant to = said.validTo() == null ? null : micros(said.validTo());
        if (from.isBefore(now.minus(CLOCK_SKEW))) {
            throw invalid("/validFrom", "is past: nobody is promised anything afterwards");
        }
        if (to != null && !to.isAfter(from)) {
            throw invalid("/validTo", "ends before it begins");
        }
        if (programmes.notOver(now) >= MOST) {
            throw invalid("", "there are " + MOST + " programmes already that are not over");
        }
        ReferralProgramme programme = new ReferralProgramme(said.country(), terms, from, to, now, by);
        refuseOverlap(programme);
        programmes.persist(programme);
        return programme;
    }

    @Transactional
    ReferralProgramme end(UUID id, Instant to, String by) {
        programmes.lockAll();
        ReferralProgramme programme = programmes.lock(id).orElseThrow(() -> CommonProblem.NOT_FOUND.problem(null));
        Instant now = now();
        if (programme.isOver(now)) {
            throw CommissionProblem.REFERRAL_PROGRAMME_STATE.problem("It is over: set another one.");
        }
        programme.end(micros(to), now, by);
        refuseOverlap(programme);
        return programme;
    }

    private void refuseOverlap(ReferralProgramme programme) {
        programmes.ofCurrency(programme.terms().currency()).stream()
                .filter(programme::overlaps)
                .findFirst()
                .ifPresent(other -> {
                    throw CommissionProblem.REFERRAL_PROGRAMMES_OVERLAP.problem(
                            named(other) + " and " + named(programme));
                });
    }

    private static String named(ReferralProgramme programme) {
        return "programme " + programme.id() + " (from " + programme.validFrom()
                + (programme.validTo() == null ? ", without an end)" : " to " + programme.validTo() + ")");
    }

    private static Terms read(ReferralProgrammeRequest said) {
        String currency = said.minimumOrder().currencyCode();
        refuse("/referrerBonus", said.referrerBonus(), currency, 0, MOST_BONUS);
        refuse("/friendBonus", said.friendBonus(), currency, 0, MOST_BONUS);
        refuse("/minimumOrder", said.minimumOrder(), currency, 1, MOST_ORDER);
        if (said.referrerBonus().isZero() && said.friendBonus().isZero()) {
            throw invalid("/friendBonus", "neither side would get anything");
        }
        return new Terms(
                currency,
                said.referrerBonus().minor(),
                said.friendBonus().minor(),
                said.minimumOrder().minor(),
                said.days(),
                said.capPerYear());
    }

    private static void refuse(String pointer, Money amount, String currency, long least, long most) {
        if (!amount.currencyCode().equals(currency)) {
            throw invalid(pointer, "is in another currency than the minimum order");
        }
        if (amount.minor() < least || amount.minor() > most) {
            throw invalid(
                    pointer,
                    "must be from " + Money.of(least, currency).amount() + " to "
                            + Money.of(most, currency).amount() + " " + currency);
        }
    }

    private static RuntimeException invalid(String pointer, String reason) {
        return CommissionProblem.REFERRAL_PROGRAMME_INVALID
                .problem(reason)
                .with(List.of(new FieldError(pointer, reason)));
    }

    private Instant now() {
        return micros(clock.instant());
    }

    private static Instant micros(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }
}

package shop.pennywell.commission.click;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** What is remembered of tokens, held against a verification that changes its mind. */
class ShoppersTest {
    private static final Instant START = Instant.parse("2026-11-24T12:00:00Z");
    private static final Duration GRACE = Duration.ofDays(1);
    private static final UUID MEMBER = UUID.fromString("0193a2b4-0000-7000-8000-000000000001");

    private final Verification verification = new Verification();
    private final SetClock clock = new SetClock();
    private final Shoppers shoppers =
            new Shoppers(verification, new Limits(), Math.toIntExact(GRACE.toSeconds()), clock);

    @Test
    void verifiesATokenOnce() {
        verification.takes("a.claims.1", START.plusSeconds(900));

        assertEquals(Optional.of(MEMBER), member("a.claims.1"));
        verification.refuses("a.claims.1");
        assertEquals(Optional.of(MEMBER), member("a.claims.1"));
        assertEquals(1, verification.asked);
    }

    @Test
    void remembersATokenNoLongerThanItIsGood() {
        Instant ends = START.plusSeconds(900);
        verification.takes("a.claims.1", ends);
        member("a.claims.1");
        verification.refuses("a.claims.1");

        clock.now = ends.plus(GRACE).minusMillis(1);
        assertEquals(Optional.of(MEMBER), member("a.claims.1"));
        clock.now = ends.plus(GRACE);
        assertEquals(Optional.empty(), member("a.claims.1"));
    }

    @Test
    void believesNoKeyThatWasWithdrawnWhenAnotherSigns() {
        verification.takes("old.claims.1", START.plusSeconds(900));
        member("old.claims.1");
        verification.refuses("old.claims.1");

        verification.takes("new.claims.1", START.plusSeconds(900));
        member("new.claims.1");

        assertEquals(Optional.empty(), member("old.claims.1"));
        assertEquals(Optional.of(MEMBER), member("new.claims.1"));
    }

    /** While the next key is published and the last one still good, tokens of both come in turns. */
    @Test
    void remembersTokensOfTwoKeysSideBySide() {
        verification.takes("old.claims.1", START.plusSeconds(900));
        verification.takes("new.claims.1", START.plusSeconds(900));
        member("old.claims.1");
        member("new.claims.1");
        member("old.claims.1");
        verification.asked = 0;

        member("new.claims.1");
        member("old.claims.1");

        assertEquals(0, verification.asked);
    }

    private Optional<UUID> member(String token) {
        verification.sent = token;
        String authorization = "Bearer " + token;
        return shoppers.remembered(authorization)
                .or(() -> shoppers.of(authorization).await().indefinitely())
                .map(Shopper::memberId);
    }

    /** Takes tokens, by their text, until told not to. */
    private static final class Verification implements CurrentIdentityAssociation {
        private final Map<String, SecurityIdentity> taken = new HashMap<>();
        private String sent;
        private int asked;

        void takes(String token, Instant ends) {
            taken.put(
                    token,
                    QuarkusSecurityIdentity.builder()
                            .setPrincipal(new Token(token, ends))
                            .addRole("member")
                            .build());
        }

        void refuses(String token) {
            taken.remove(token);
        }

        @Override
        public Uni<SecurityIdentity> getDeferredIdentity() {
            return Uni.createFrom().item(() -> {
                asked++;
                if (!taken.containsKey(sent)) {
                    throw new AuthenticationFailedException();
                }
                return taken.get(sent);
            });
        }

        @Override
        public SecurityIdentity getIdentity() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setIdentity(SecurityIdentity identity) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setIdentity(Uni<SecurityIdentity> identity) {
            throw new UnsupportedOperationException();
        }
    }

    private record Token(String raw, Instant ends) implements JsonWebToken {
        @Override
        public String getName() {
            return MEMBER.toString();
        }

        @Override
        public Set<String> getClaimNames() {
            return Set.of("sub", "exp", "raw_token");
        }

        @Override
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
        public <T> T getClaim(String name) {
            return (T)
                    switch (name) {
                        case "sub" -> MEMBER.toString();
                        case "exp" -> (Object) ends.getEpochSecond();
                        case "raw_token" -> raw;
                        default -> null;
                    };
        }
    }

    private record Limits() implements Shoppers.KnownConfig {
        @Override
        public int most() {
            return 10;
        }

        @Override
        public Duration keepFor() {
            return Duration.ofMinutes(5);
        }
    }

    private static final class SetClock extends Clock {
        private Instant now = START;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}

package shop.pennywell.portal.viewer;

import io.quarkus.runtime.BlockingOperationControl;
import io.quarkus.security.AuthenticationFailedException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import shop.pennywell.defaults.security.Caller;

/** Who looks at a page; every template has it as {@code inject:viewer}. Knows nobody when the token is missing or stale. */
@Named("viewer")
@RequestScoped
public class Viewer {

    private final Caller caller;
    private final List<Locale> accepted;
    private Boolean member;

    Viewer(Caller caller, @Context HttpHeaders headers) {
        this.caller = caller;
        this.accepted = acceptedBy(headers);
    }

    public boolean isSignedIn() {
        if (member == null) {
            member = readsAsMember();
        }
        return member;
    }

    /** The member's id; null for a visitor. */
    public UUID memberId() {
        return isSignedIn() ? caller.id() : null;
    }

    /** The member's country (ISO 3166-1 alpha-2); null for a visitor, whose country nobody told us. */
    public String country() {
        return isSignedIn() ? caller.claim("country") : null;
    }

    /** For whom rates are shown: the member's country and tier. */
    public Audience audience() {
        return isSignedIn() ? new Audience(caller.claim("country"), caller.claim("tier")) : Audience.ANYBODY;
    }

    /** The member's tier; null for a visitor. */
    public String tier() {
        return audience().tier();
    }

    /** The member's currency, else that of the browser's region, of those that amounts are shown in by themselves. */
    public String currency() {
        String chosen = isSignedIn() ? caller.claim("currency") : null;
        if (chosen != null) {
            return chosen;
        }
        try {
            Currency ofRegion = Currency.getInstance(locale());
            return ofRegion != null && ofRegion.getDefaultFractionDigits() == 2 ? ofRegion.getCurrencyCode() : "EUR";
        } catch (IllegalArgumentException noRegion) {
            return "GBP";
        }
    }

    /** How to write dates and amounts: the member's choice, else the browser's, else British English. */
    public Locale locale() {
        String chosen = isSignedIn() ? caller.claim("locale") : null;
        if (chosen != null) {
            return Locale.forLanguageTag(chosen);
        }
        return accepted.stream()
                .filter(locale -> !locale.getLanguage().isEmpty() && !"*".equals(locale.getLanguage()))
                .findFirst()
                .orElse(Locale.UK);
    }

    private boolean readsAsMember() {
        if (!BlockingOperationControl.isBlockingAllowed()) {
            // An address that nothing answers is refused on an I/O thread, where no token may be verified.
            return false;
        }
        try {
            return !caller.isAnonymous() && caller.has("member");
        } catch (AuthenticationFailedException stale) {
            return false;
        }
    }

    private static List<Locale> acceptedBy(HttpHeaders headers) {
        try {
            // A round trip through the tag drops what is not well-formed.
            return headers.getAcceptableLanguages().stream()
                    .map(locale -> Locale.forLanguageTag(locale.toLanguageTag()))
                    .toList();
        } catch (RuntimeException unreadable) {
            return List.of();
        }
    }
}

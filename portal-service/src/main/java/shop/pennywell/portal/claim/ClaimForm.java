package shop.pennywell.portal.claim;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import shop.pennywell.portal.account.TypedAmount;

/** What is typed into the form of a claim. The key makes pressing twice, and sending again after a lost answer, one claim. */
class ClaimForm {
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,100}");

    /** Somebody's evening is somebody else's morning: the day before the click's may be the click's. */
    private static final Duration TIME_ZONES = Duration.ofHours(14);

    @FormParam("click")
    @DefaultValue("")
    String click;

    @FormParam("order")
    @DefaultValue("")
    String order;

    @FormParam("orderReference")
    @DefaultValue("")
    String orderReference;

    @FormParam("orderedOn")
    @DefaultValue("")
    String orderedOn;

    @FormParam("amount")
    @DefaultValue("")
    String amount;

    @FormParam("note")
    @DefaultValue("")
    String note;

    @FormParam("key")
    @DefaultValue("")
    String key;

    static ClaimForm empty(String click, String order) {
        ClaimForm form = new ClaimForm();
        form.click = click;
        form.order = order;
        form.orderReference = "";
        form.orderedOn = "";
        form.amount = "";
        form.note = "";
        form.key = UUID.randomUUID().toString();
        return form;
    }

    /** The key that came, unless it is none. */
    String once() {
        if (!KEY.matcher(key).matches()) {
            key = UUID.randomUUID().toString();
        }
        return key;
    }

    void begunAnew() {
        key = UUID.randomUUID().toString();
    }

    /**
     * The body of the claim.
     *
     * @param problems what is not right, by field
     */
    Map<String, Object> claim(Claimable about, Instant now, Map<String, String> problems) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", about.type());
        if (about.isMissing()) {
            body.put("clickId", about.clickId());
            body.put("orderReference", orderReference.strip());
            if (orderReference.isBlank()) {
                problems.put("orderReference", "is missing");
            }
            orderedAt(about.clickedAt(), now)
                    .ifPresentOrElse(
                            at -> body.put("orderedAt", at.toString()),
                            () -> problems.put("orderedOn", "must be a day such as 2026-12-31, not before your click"));
        } else {
            body.put("transactionId", about.order().transactionId());
        }
        if (!about.isDeclined()) {
            TypedAmount.read(amount, about.currency())
                    .ifPresentOrElse(
                            value -> body.put("orderValue", Map.of("amount", value, "currency", about.currency())),
                            () -> problems.put("amount", TypedAmount.wanted(about.currency())));
        }
        if (!note.isBlank()) {
            body.put("note", note.strip());
        }
        return body;
    }

    /** A moment of the day that was typed, not before the click and not in the future. */
    private Optional<Instant> orderedAt(Instant clickedAt, Instant now) {
        try {
            Instant noon =
                    LocalDate.parse(orderedOn.strip()).atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC);
            Instant begins = noon.minus(Duration.ofHours(12));
            Instant ends = noon.plus(Duration.ofHours(12));
            if (begins.isAfter(now.plus(TIME_ZONES)) || ends.isBefore(clickedAt.minus(TIME_ZONES))) {
                return Optional.empty();
            }
            Instant notBeforeTheClick = noon.isBefore(clickedAt) ? clickedAt : noon;
            return Optional.of(notBeforeTheClick.isAfter(now) ? now : notBeforeTheClick);
        } catch (DateTimeException noDay) {
            return Optional.empty();
        }
    }

    public String getClick() {
        return click;
    }

    public String getOrder() {
        return order;
    }

    public String getOrderReference() {
        return orderReference;
    }

    public String getOrderedOn() {
        return orderedOn;
    }

    public String getAmount() {
        return amount;
    }

    public String getNote() {
        return note;
    }

    public String getKey() {
        return key;
    }
}

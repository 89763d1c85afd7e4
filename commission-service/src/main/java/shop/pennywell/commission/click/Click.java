package shop.pennywell.commission.click;

import com.github.f4b6a3.ulid.Ulid;
import java.time.Instant;
import java.util.UUID;
import shop.pennywell.commission.rate.RateReceipt;
import shop.pennywell.commission.world.World;

/**
 * One click-out.
 *
 * @param id a ULID: 26 characters of 0-9A-Z, opaque to everybody else and short enough for every network
 * @param market the member's country, {@code ZZ} if unknown
 * @param landing where the member was sent, without the click id
 * @param receipt the terms as they were
 */
public record Click(
        String id,
        UUID memberId,
        UUID storeId,
        String storeSlug,
        String storeName,
        UUID partnerId,
        String market,
        String device,
        Instant clickedAt,
        String landing,
        RateReceipt receipt) {

    private static final int ID_LENGTH = 26;
    private static final String SANDBOX_PREFIX = "S";

    /** Whether both are the same member's way to the same place: one click, told twice. */
    boolean isTheSameAs(Click other) {
        return id.equals(other.id)
                && memberId.equals(other.memberId)
                && storeId.equals(other.storeId)
                && landing.equals(other.landing);
    }

    /** In which world this click id was made. */
    public static World worldOf(String id) {
        return id.startsWith(SANDBOX_PREFIX) ? World.SANDBOX : World.PRODUCTION;
    }

    /** As long and as opaque as those of production, and never one of them: no ULID begins with this letter. */
    public static String sandboxId(Ulid id) {
        return SANDBOX_PREFIX + id.toString().substring(1);
    }

    /** Whether this could be a click id. */
    public static boolean isId(String text) {
        return text.length() == ID_LENGTH
                && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'));
    }
}

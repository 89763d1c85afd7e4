package shop.pennywell.defaults.id;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.UUID;

/** Where ids come from. */
public final class Ids {

    private static final UUID NAMESPACE = UUID.fromString("6f1c1f0e-6b0f-5d0c-9c9d-3f6b8a7f2d11");

    private Ids() {}

    /** A new UUIDv7 (RFC 9562): later ids sort after earlier ones, which keeps indexes compact. */
    public static UUID newId() {
        return UuidCreator.getTimeOrderedEpoch();
    }

    /** A UUIDv5: the same kind and name give the same id, so that a retry reproduces it. */
    public static UUID derived(String kind, String name) {
        return UuidCreator.getNameBasedSha1(NAMESPACE, kind + ":" + name);
    }
}

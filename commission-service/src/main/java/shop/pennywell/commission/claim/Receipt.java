package shop.pennywell.commission.claim;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import shop.pennywell.defaults.id.Ids;

/** A member's proof of an order: what lies in the object store under its key. */
@Embeddable
class Receipt {

    /** What is taken, told by its first bytes and not by its name. */
    enum Type {
        JPEG("image/jpeg", "jpg", 0xFF, 0xD8, 0xFF),
        PNG("image/png", "png", 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A),
        PDF("application/pdf", "pdf", '%', 'P', 'D', 'F', '-');

        private final String mediaType;
        private final String extension;

        @SuppressWarnings("ImmutableEnumChecker") // never handed out
        private final int[] magic;

        Type(String mediaType, String extension, int... magic) {
            this.mediaType = mediaType;
            this.extension = extension;
            this.magic = magic;
        }

        static Optional<Type> of(String mediaType) {
            return Arrays.stream(values())
                    .filter(type -> type.mediaType.equalsIgnoreCase(mediaType))
                    .findFirst();
        }

        boolean begins(byte[] content) {
            if (content.length < magic.length) {
                return false;
            }
            for (int i = 0; i < magic.length; i++) {
                if ((content[i] & 0xFF) != magic[i]) {
                    return false;
                }
            }
            return true;
        }

        String mediaType() {
            return mediaType;
        }

        String extension() {
            return extension;
        }
    }

    @Column(name = "receipt_key")
    private String key;

    @Enumerated(EnumType.STRING)
    @Column(name = "receipt_type")
    private Type type;

    @Column(name = "receipt_bytes")
    private Long bytes;

    @Column(name = "receipt_sha256")
    private String sha256;

    @Column(name = "receipt_at")
    private Instant at;

    protected Receipt() {}

    Receipt(UUID claimId, Type type, long bytes, String sha256, Instant now) {
        this.key = folder(claimId) + Ids.newId() + "." + type.extension();
        this.type = type;
        this.bytes = bytes;
        this.sha256 = sha256;
        this.at = now;
    }

    /** Where everything about a claim lies. */
    static String folder(UUID claimId) {
        return "claims/" + claimId + "/";
    }

    String key() {
        return key;
    }

    Type type() {
        return type;
    }

    long bytes() {
        return bytes;
    }

    boolean isTheSameFileAs(Receipt other) {
        return type == other.type && sha256.equals(other.sha256);
    }

    String sha256() {
        return sha256;
    }

    Instant at() {
        return at;
    }
}

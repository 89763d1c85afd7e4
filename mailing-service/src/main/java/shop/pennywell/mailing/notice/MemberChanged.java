package shop.pennywell.mailing.notice;

import jakarta.validation.constraints.NotNull;
import java.util.UUID;

/** {@code member.registered} and {@code member.updated}. */
record MemberChanged(
        @NotNull UUID memberId,
        long revision,
        @NotNull String email,
        String displayName,
        @NotNull String locale) {}

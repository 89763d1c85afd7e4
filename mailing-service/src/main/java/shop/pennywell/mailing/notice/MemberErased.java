package shop.pennywell.mailing.notice;

import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.UUID;

/** {@code member.erased}. */
record MemberErased(@NotNull UUID memberId, @NotNull Instant erasedAt) {}

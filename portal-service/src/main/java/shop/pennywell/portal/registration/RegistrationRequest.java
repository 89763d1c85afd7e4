package shop.pennywell.portal.registration;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What somebody says to become a member; checked by {@link RegisterMember}.
 *
 * @param password never written anywhere, not even into the hash that an Idempotency-Key is kept with
 */
public record RegistrationRequest(
        String email,

        @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
        String password,

        String country,
        String locale,
        String currency,
        String displayName,
        String referralCode,
        Boolean acceptTerms) {}

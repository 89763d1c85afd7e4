package shop.pennywell.portal.registration;

/** What somebody says to become a member; checked by {@link RegisterMember}. */
public record RegistrationRequest(
        String email,
        String password,
        String country,
        String locale,
        String currency,
        String displayName,
        String referralCode,
        Boolean acceptTerms) {}

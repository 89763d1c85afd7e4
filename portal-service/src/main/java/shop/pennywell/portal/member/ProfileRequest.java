package shop.pennywell.portal.member;

/** What is to change; what is left out stays. An empty display name takes it away. */
public record ProfileRequest(String displayName, String country, String locale, String currency) {}

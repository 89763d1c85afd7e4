package shop.pennywell.local.demostore;

/** A shop's credentials at the platform. */
public record ShopAccess(String clientId, String clientSecret, String postbackKey, String postbackSecret) {}

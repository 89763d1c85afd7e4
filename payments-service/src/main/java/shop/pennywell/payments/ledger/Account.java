package shop.pennywell.payments.ledger;

import java.util.Objects;
import java.util.UUID;
import shop.pennywell.defaults.id.Ids;

/**
 * Names one account: whose it is, what it is for, in which currency. Two equal names are the same account.
 *
 * @param ownerId the member's or partner's id; {@link #PLATFORM} for our own accounts
 * @param currency ISO 4217 code
 */
public record Account(Owner owner, UUID ownerId, Purpose purpose, String currency) {

    /** Kinds of owners. */
    public enum Owner {
        MEMBER,
        PARTNER,
        PLATFORM
    }

    /** The owner id of the platform's own accounts. */
    public static final UUID PLATFORM = new UUID(0, 0);

    public Account {
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(ownerId, "ownerId");
        Objects.requireNonNull(purpose, "purpose");
        if (purpose.owner() != owner) {
            throw new IllegalArgumentException("a " + owner + " has no " + purpose + " account");
        }
        if (!currency.matches("[A-Z]{3}")) {
            throw new IllegalArgumentException("not an ISO 4217 code: " + currency);
        }
        if (owner == Owner.PLATFORM && !ownerId.equals(PLATFORM)) {
            throw new IllegalArgumentException("the platform has one owner id");
        }
    }

    /** The account of that purpose, of the kind of owner the purpose belongs to. */
    public static Account of(Purpose purpose, UUID ownerId, String currency) {
        return new Account(purpose.owner(), ownerId, purpose, currency);
    }

    /** One of our own accounts. */
    public static Account platform(Purpose purpose, String currency) {
        return of(purpose, PLATFORM, currency);
    }

    /** The account's id: derived from its name, so that nothing needs to be looked up to lock it. */
    public UUID id() {
        return Ids.derived("ledger-account", owner + "/" + ownerId + "/" + purpose + "/" + currency);
    }
}

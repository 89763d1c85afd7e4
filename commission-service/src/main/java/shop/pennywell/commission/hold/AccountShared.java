package shop.pennywell.commission.hold;

import java.util.Set;
import java.util.UUID;

/** Told inside of the service, in the transaction that learnt it: these members gave the same bank account. */
public record AccountShared(Set<UUID> memberIds) {}

package shop.pennywell.mailing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import static shop.pennywell.local.testing.PretendSibling.sample;
import static shop.pennywell.local.testing.PretendSibling.says;

/** Plays portal-service, which makes members known here. */
public final class Portal {

    private static final long PATIENCE_MILLIS = 15_000;

    private Portal() {}

    /** A member becomes known; every member of a test has an address of its own. */
    public static Member registers() {
        Member member = Member.unknown();
        registers(member);
        return member;
    }

    public static void registers(Member member) {
        says("member.registered", member.in(sample("member.registered")).put("email", member.email()));
    }

    /** Somebody mails can go to. */
    public record Member(UUID id, String email) {

        public static Member unknown() {
            UUID id = UUID.randomUUID();
            return new Member(id, "ada." + id + "@example.com");
        }

        /** The data with this member's id. */
        public ObjectNode in(ObjectNode data) {
            return data.put("memberId", id.toString());
        }
    }

    /** Waits for a condition that others bring about. */
    public static void eventually(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("never came true: " + what);
            }
            LockSupport.parkNanos(50_000_000);
        }
    }
}

package shop.pennywell.commission.postback;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import org.hibernate.Session;
import shop.pennywell.defaults.id.Ids;

/** Which signed calls were taken, as long as their signature counts, so that whoever overhears one can do nothing with it. */
@ApplicationScoped
class PostbackCalls {
    private final Session session;
    private final Clock clock;

    PostbackCalls(Session session, Clock clock) {
        this.session = session;
        this.clock = clock;
    }

    /**
     * Takes a call, in the transaction of what it reports: one that failed was not taken. The gateway sends a call again, with the
     * same {@code Request-Id}, when a replica dies over it; that is the same call still.
     *
     * @param forgetBefore what was taken before this may go; a few with each call
     * @return whether it is new
     */
    boolean take(byte[] signature, String requestId, Instant forgetBefore) {
        String call = requestId == null ? Ids.newId().toString() : requestId;
        session.createNativeMutationQuery("""
                        delete from postback_call where signature in (
                            select signature from postback_call where at < :before limit 10 for update skip locked)
                        """)
                .setParameter("before", forgetBefore)
                .executeUpdate();
        String known = session.createNativeQuery("""
                        insert into postback_call as known (signature, request_id, at) values (:signature, :request, :now)
                        on conflict (signature) do update set request_id = known.request_id
                        returning request_id
                        """, String.class)
                .setParameter("signature", signature)
                .setParameter("request", call)
                .setParameter("now", clock.instant())
                .getSingleResult();
        return known.equals(call);
    }
}

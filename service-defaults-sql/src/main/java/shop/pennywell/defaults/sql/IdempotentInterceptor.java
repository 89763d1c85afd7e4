package shop.pennywell.defaults.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import javax.sql.DataSource;

@Idempotent
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
class IdempotentInterceptor {

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private final Sql sql;
    private final ObjectMapper json;
    private final Clock clock;
    private final CurrentVertxRequest current;
    private final SecurityIdentity identity;

    IdempotentInterceptor(
            DataSource dataSource,
            ObjectMapper json,
            Clock clock,
            CurrentVertxRequest current,
            SecurityIdentity identity) {
        this.sql = new Sql(dataSource);
        this.json = json;
        this.clock = clock;
        this.current = current;
        this.identity = identity;
    }

    @AroundInvoke
    Object once(InvocationContext invocation) {
        HttpServerRequest request = current.getCurrent().request();
        String key = request.getHeader("Idempotency-Key");
        if (key == null) {
            if (!invocation.getMethod().getAnnotation(Idempotent.class).optional()) {
                throw IdempotencyProblem.KEY_MISSING.problem(null);
            }
            return QuarkusTransaction.requiringNew().call(() -> invocation.proceed());
        }
        if (!KEY.matcher(key).matches()) {
            throw IdempotencyProblem.KEY_INVALID.problem(null);
        }
        String scope = identity.getPrincipal().getName() + " " + request.method() + " " + request.path();
        String hash = hash(invocation.getParameters());
        return QuarkusTransaction.requiringNew().call(() -> firstOrAgain(invocation, scope, key, hash));
    }

    private Response firstOrAgain(InvocationContext invocation, String scope, String key, String hash)
            throws Exception {
        long lock = ByteBuffer.wrap(sha256().digest((scope + " " + key).getBytes(StandardCharsets.UTF_8)))
                .getLong();
        boolean mine = sql.query(row -> row.getBoolean(1), "select pg_try_advisory_xact_lock(?)", lock)
                .get(0);
        if (!mine) {
            throw IdempotencyProblem.KEY_IN_FLIGHT.problem(null);
        }
        List<Kept> kept = sql.query(
                row -> new Kept(row.getString("request_hash"), row.getInt("status"), row.getString("body")),
                "select request_hash, status, body from idempotency_key where scope = ? and key = ?",
                scope,
                key);
        if (!kept.isEmpty()) {
            return again(kept.get(0), hash);
        }
        Response first = (Response) invocation.proceed();
        String body = first.hasEntity() ? json.writeValueAsString(first.getEntity()) : null;
        sql.update("""
                insert into idempotency_key (scope, key, request_hash, status, body, created_at)
                values (?, ?, ?, ?, ?, ?)
                """, scope, key, hash, first.getStatus(), body, clock.instant());
        return Response.fromResponse(first)
                .entity(body)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .build();
    }

    private static Response again(Kept kept, String hash) {
        if (!kept.hash().equals(hash)) {
            throw IdempotencyProblem.KEY_REUSED.problem(null);
        }
        return Response.status(kept.status())
                .entity(kept.body())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header("Idempotency-Hit", "true")
                .build();
    }

    private String hash(Object[] parameters) {
        try {
            return HexFormat.of().formatHex(sha256().digest(json.writeValueAsBytes(Arrays.asList(parameters))));
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private record Kept(String hash, int status, String body) {}
}

package shop.pennywell.defaults.sql;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a resource method that answers a {@code Response}: the method and the record of its answer are one transaction, so that
 * a request that is sent again with the same {@code Idempotency-Key} gets the first answer and nothing is done twice.
 *
 * <p>Keys hold 1–255 characters and count per caller and address. The same key with another body is a 422, one whose first
 * request is still under way a 409. An answer that is a problem is not kept: such a request may be corrected and sent again.
 */
@InterceptorBinding
@Target({ElementType.METHOD, ElementType.TYPE}) // TYPE for the interceptor alone
@Retention(RetentionPolicy.RUNTIME)
public @interface Idempotent {

    /** Whether the header may be missing; the method then runs in a transaction all the same. */
    @Nonbinding
    boolean optional() default false;
}

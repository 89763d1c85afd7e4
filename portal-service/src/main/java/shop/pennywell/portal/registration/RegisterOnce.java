package shop.pennywell.portal.registration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import shop.pennywell.defaults.sql.Idempotent;

/** The part of a registration that its Idempotency-Key stands for; it begins when the hash is there. */
@ApplicationScoped
class RegisterOnce {

    private final RegisterMember registerMember;

    RegisterOnce(RegisterMember registerMember) {
        this.registerMember = registerMember;
    }

    @Idempotent(optional = true)
    Response keep(RegisterMember.Ready ready) {
        registerMember.keep(ready);
        return Response.accepted(new RegistrationResource.RegistrationResponse("CHECK_YOUR_MAIL"))
                .build();
    }
}

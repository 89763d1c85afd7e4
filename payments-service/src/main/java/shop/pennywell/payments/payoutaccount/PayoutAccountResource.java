package shop.pennywell.payments.payoutaccount;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.security.Caller;

/** The bank account a member is paid to. */
@Path("/api/v1/me/payout-account")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("member")
class PayoutAccountResource {

    private final PayoutAccountRepository accounts;
    private final ChangePayoutAccount changePayoutAccount;
    private final Sealer sealer;
    private final Caller caller;

    PayoutAccountResource(
            PayoutAccountRepository accounts, ChangePayoutAccount changePayoutAccount, Sealer sealer, Caller caller) {
        this.accounts = accounts;
        this.changePayoutAccount = changePayoutAccount;
        this.sealer = sealer;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "Where I am paid to, the IBAN masked")
    public PayoutAccountResponse get() {
        return accounts.findByIdOptional(caller.id())
                .map(account -> PayoutAccountResponse.of(account, sealer))
                .orElseThrow(() -> CommonProblem.NOT_FOUND.problem("There is no payout account yet."));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Set where I am paid to; payouts wait a while after a change")
    public PayoutAccountResponse put(@Valid @NotNull PayoutAccountRequest request) {
        return changePayoutAccount.change(caller.id(), request);
    }
}

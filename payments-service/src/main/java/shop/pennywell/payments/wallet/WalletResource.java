package shop.pennywell.payments.wallet;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Currency;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import shop.pennywell.defaults.security.Caller;
import shop.pennywell.payments.ledger.LedgerRepository;
import shop.pennywell.payments.ledger.Purpose;
import shop.pennywell.payments.payout.PayoutConfig;

/** A member's balances: read off the ledger, never kept beside it. */
@Path("/api/v1/me/wallet")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("member")
class WalletResource {

    private final LedgerRepository ledger;
    private final PayoutConfig payouts;
    private final Caller caller;

    WalletResource(LedgerRepository ledger, PayoutConfig payouts, Caller caller) {
        this.ledger = ledger;
        this.payouts = payouts;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "My balances, one set a currency; my own currency is always there")
    public WalletResponse wallet() {
        var balances = new TreeMap<String, Map<Purpose, Long>>(ledger.balancesOfMember(caller.id()));
        var own = caller.claim("currency");
        if (own != null) {
            balances.putIfAbsent(own, Map.of());
        }
        return WalletResponse.of(balances, currency -> payouts.minimum(Currency.getInstance(currency)));
    }
}

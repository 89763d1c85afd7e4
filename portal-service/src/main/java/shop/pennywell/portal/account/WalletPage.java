package shop.pennywell.portal.account;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import shop.pennywell.portal.entry.Answers;

@Path("/account/wallet")
@PermitAll
@Produces(MediaType.TEXT_HTML)
class WalletPage {

    private final Visit visit;

    WalletPage(Visit visit) {
        this.visit = visit;
    }

    @CheckedTemplate(basePath = "account")
    static final class Templates {
        private Templates() {}

        /** Null is what payments-service did not tell. */
        static native TemplateInstance wallet(List<Wallet.Balance> balances, List<Wallet.Payout> payouts);
    }

    @GET
    public Response page() {
        CompletableFuture<Reply> wallet = visit.payments("/api/v1/me/wallet");
        CompletableFuture<Reply> payouts = visit.payments("/api/v1/me/payouts?limit=20");
        return Answers.page(Templates.wallet(
                wallet.join().read(Wallet::of).map(Wallet::balances).orElse(null),
                payouts.join().read(Wallet::payoutsOf).orElse(null)));
    }
}

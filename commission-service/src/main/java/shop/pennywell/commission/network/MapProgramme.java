package shop.pennywell.commission.network;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import shop.pennywell.commission.CommissionProblem;
import shop.pennywell.commission.store.StoreRepository;
import shop.pennywell.defaults.problem.CommonProblem;
import shop.pennywell.defaults.problem.FieldError;

/** Says which store a network's programme stands for; orders that waited for it are tried again. */
@ApplicationScoped
class MapProgramme {
    private final NetworkAccountRepository accounts;
    private final NetworkOrderRepository orders;
    private final Programmes programmes;
    private final StoreRepository stores;
    private final Clock clock;

    MapProgramme(
            NetworkAccountRepository accounts,
            NetworkOrderRepository orders,
            Programmes programmes,
            StoreRepository stores,
            Clock clock) {
        this.accounts = accounts;
        this.orders = orders;
        this.programmes = programmes;
        this.stores = stores;
        this.clock = clock;
    }

    @Transactional
    void map(UUID accountId, Programmes.Programme programme) {
        NetworkAccount account =
                accounts.findByIdOptional(accountId).orElseThrow(() -> CommonProblem.NOT_FOUND.problem(null));
        boolean theirs = stores.findByIdOptional(programme.storeId())
                .filter(store -> store.partnerId().equals(account.partnerId()))
                .isPresent();
        if (!theirs) {
            throw refused("/storeId", "is no store of the account's partner");
        }
        programmes.put(accountId, programme);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        orders.retryProgramme(accountId, programme.programmeId(), now);
    }

    private static RuntimeException refused(String pointer, String reason) {
        return CommissionProblem.NETWORK_ACCOUNT_INVALID.problem(reason).with(List.of(new FieldError(pointer, reason)));
    }
}

package shop.pennywell.payments.cashback;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import shop.pennywell.defaults.money.Money;

/**
 * One transaction of a member, with how it got where it is.
 *
 * @param checkedBy the day by which we will have checked the purchase at the latest; absent if we do not check it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CashbackResponse(
        UUID transactionId,
        Store store,
        String orderReference,
        Instant orderedAt,
        Money orderValue,
        Money cashback,
        CashbackStatus status,
        String reason,
        LocalDate estimate,
        LocalDate checkedBy,
        List<Step> timeline) {

    record Store(String slug, String name) {}

    record Step(Instant at, CashbackStatus status, String detail) {}

    static CashbackResponse of(CashbackTransaction transaction, List<HistoryLine> history) {
        return new CashbackResponse(
                transaction.id(),
                new Store(transaction.storeSlug(), transaction.storeName()),
                transaction.orderReference(),
                transaction.orderedAt(),
                transaction.orderValue(),
                transaction.cashback(),
                transaction.status(),
                transaction.reason(),
                transaction.estimate(),
                transaction.checkedBy(),
                history.stream()
                        .map(line -> new Step(line.at(), line.status(), line.detail()))
                        .toList());
    }
}

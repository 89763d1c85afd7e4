package shop.pennywell.commission.transaction;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import shop.pennywell.defaults.money.Money;

/** A transaction on the wire. Partners see neither who the member is nor what the member gets. */
record TransactionResponse(
        UUID transactionId,
        UUID storeId,
        String storeSlug,
        UUID partnerId,
        UUID memberId,
        String clickId,
        String orderReference,
        Instant orderedAt,
        Instant reportedAt,
        Instant changedAt,
        LocalDate expectedPayableOn,
        String customer,
        String voucherCode,
        Status status,
        Boolean payable,
        Instant heldUntil,
        Reason reason,
        Money orderValue,
        Money commission,
        Money cashback,
        UUID statementId,
        UUID supplements,
        long revision,
        List<ItemResponse> items,
        List<RevisionResponse> revisions) {

    record ItemResponse(
            String sku, String name, String group, int quantity, Money amount, Money commission, Money cashback) {}

    record RevisionResponse(
            long revision,
            String change,
            String status,
            String reason,
            Money orderValue,
            Money commission,
            Money cashback,
            String saidBy,
            JsonNode payload,
            Instant at) {}

    static TransactionResponse forPartner(Transaction transaction) {
        return of(transaction, false, null);
    }

    static TransactionResponse forStaff(Transaction transaction) {
        return of(transaction, true, null);
    }

    static TransactionResponse forStaff(Transaction transaction, List<RevisionResponse> revisions) {
        return of(transaction, true, revisions);
    }

    private static TransactionResponse of(Transaction t, boolean staff, List<RevisionResponse> revisions) {
        return new TransactionResponse(
                t.id(),
                t.storeId(),
                t.storeSlug(),
                staff ? t.partnerId() : null,
                staff ? t.memberId() : null,
                t.clickId(),
                t.orderReference(),
                t.orderedAt(),
                t.reportedAt(),
                t.changedAt(),
                t.expectedPayableOn(),
                t.customer(),
                t.voucherCode(),
                t.status(),
                staff ? t.payability().isPayable() : null,
                staff ? t.heldUntil() : null,
                t.reason(),
                t.orderValue(),
                t.commission(),
                staff ? t.cashback() : null,
                t.statementId(),
                t.supplements(),
                t.revision(),
                t.items().stream().map(item -> item(item, t, staff)).toList(),
                revisions);
    }

    private static ItemResponse item(TransactionItem item, Transaction of, boolean staff) {
        String currency = of.orderValue().currencyCode();
        return new ItemResponse(
                item.sku(),
                item.name(),
                item.commissionGroup(),
                item.quantity(),
                Money.of(item.orderValue(), currency),
                Money.of(item.commission(), currency),
                staff ? Money.of(item.cashback(), currency) : null);
    }
}

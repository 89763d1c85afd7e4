package shop.pennywell.payments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import shop.pennywell.contracts.Contracts;
import shop.pennywell.defaults.money.Money;

/** A transaction as commission-service tells of it, made from the contract's sample so that every field is real. */
public final class Purchase {

    private static final ObjectMapper JSON = new ObjectMapper();

    public final UUID id = UUID.randomUUID();
    public final UUID memberId;
    private final ObjectNode data;

    /** @param cashback in minor units; the commission is twice as much */
    public Purchase(UUID memberId, String currency, long cashback) {
        this.memberId = memberId;
        try {
            data = (ObjectNode) JSON.readTree(Contracts.sample("transaction.changed"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        data.put("transactionId", id.toString());
        data.put("memberId", memberId.toString());
        amounts(currency, cashback * 2, cashback);
    }

    public Purchase amounts(String currency, long commission, long cashback) {
        data.set("orderValue", money(commission * 10, currency));
        data.set("commission", money(commission, currency));
        data.set("cashback", money(cashback, currency));
        return this;
    }

    public Purchase with(String field, String value) {
        data.put(field, value);
        return this;
    }

    /** The transaction's state at a revision, to be delivered whenever. */
    public JsonNode at(int revision, String change, String status, boolean payable) {
        var state = data.deepCopy();
        state.put("revision", revision);
        state.put("change", change);
        state.put("status", status);
        state.put("payable", payable);
        state.put("changedAt", "2026-11-24T10:00:" + String.format("%02d", revision % 60) + "Z");
        return state;
    }

    public JsonNode reported() {
        return at(1, "REPORTED", "PENDING", false);
    }

    public JsonNode approved() {
        return at(2, "APPROVED", "APPROVED", false);
    }

    public JsonNode paid() {
        return at(3, "PAID", "PAID", true);
    }

    public JsonNode clawedBack() {
        return at(4, "CLAWED_BACK", "CLAWED_BACK", false);
    }

    private static ObjectNode money(long minor, String currency) {
        var money = Money.of(minor, currency);
        return JSON.createObjectNode().put("amount", money.amount()).put("currency", currency);
    }
}

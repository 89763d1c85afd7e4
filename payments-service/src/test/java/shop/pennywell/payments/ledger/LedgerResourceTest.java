package shop.pennywell.payments.ledger;

import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shop.pennywell.local.testing.TestTokens;
import shop.pennywell.payments.Purchase;

import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static shop.pennywell.payments.Calls.as;
import static shop.pennywell.payments.Calls.asFinance;
import static shop.pennywell.payments.Calls.track;

@QuarkusTest
class LedgerResourceTest {

    @Test
    void provesThatTheBooksHoldPerCurrency() {
        track(
                new Purchase(UUID.randomUUID(), "JPY", 5000).reported(),
                new Purchase(UUID.randomUUID(), "KWD", 5000).paid());
        var proof = asFinance()
                .get("/api/v1/admin/ledger/proof")
                .then()
                .statusCode(200)
                .body("balanced", is(true))
                .body("asOf", notNullValue())
                .body("currencies.find { it.currency == 'JPY' }.difference", equalTo("0"))
                .body("currencies.find { it.currency == 'KWD' }.difference", equalTo("0.000"))
                .extract()
                .jsonPath();
        var debits = new BigDecimal(proof.getString("currencies.find { it.currency == 'KWD' }.debits"));
        assertEquals(debits, new BigDecimal(proof.getString("currencies.find { it.currency == 'KWD' }.credits")));
        assertEquals(3, debits.scale());
    }

    @Test
    void listsAMembersAccountsAndTheEntriesOnOne() {
        var member = UUID.randomUUID();
        var purchase = new Purchase(member, "EUR", 250);
        track(purchase.reported(), purchase.approved(), purchase.paid());
        var accounts = asFinance()
                .get("/api/v1/admin/ledger/accounts?owner=MEMBER&ownerId=" + member)
                .then()
                .statusCode(200)
                .body("items", hasSize(2))
                .body("items.ownerId", everyItem(equalTo(member.toString())))
                .body("items.find { it.purpose == 'AVAILABLE' }.balance.amount", equalTo("-2.50"))
                .extract()
                .jsonPath();
        var pending = accounts.getString("items.find { it.purpose == 'PENDING' }.id");
        asFinance()
                .get("/api/v1/admin/ledger/entries?account=" + pending)
                .then()
                .statusCode(200)
                .body("items", hasSize(2))
                .body("items[1].reference", equalTo("transaction/" + purchase.id + "/1"))
                .body("items[1].postings", hasSize(3))
                .body("items[0].postings", hasSize(2));
    }

    @Test
    void pagesThroughEntriesNewestFirst() {
        track(
                new Purchase(UUID.randomUUID(), "EUR", 100).reported(),
                new Purchase(UUID.randomUUID(), "EUR", 100).reported());
        var first = asFinance().get("/api/v1/admin/ledger/entries?limit=1").jsonPath();
        var second = asFinance()
                .get("/api/v1/admin/ledger/entries?limit=1&cursor=" + first.getString("next"))
                .jsonPath();
        assertEquals(1, first.getList("items").size());
        assertEquals(1, Integer.signum(first.getString("items[0].id").compareTo(second.getString("items[0].id"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "accounts?owner=NOBODY",
                "accounts?ownerId=7",
                "entries?account=x",
                "entries?cursor=eA",
                "accounts?limit=0"
            })
    void refusesFiltersThatMakeNoSense(String query) {
        asFinance()
                .get("/api/v1/admin/ledger/" + query)
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid-request"))
                .body("errors", hasSize(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"proof", "accounts", "entries"})
    void isForStaffOnly(String path) {
        as(TestTokens.member(UUID.randomUUID()))
                .get("/api/v1/admin/ledger/" + path)
                .then()
                .statusCode(403);
        as(TestTokens.staff()).get("/api/v1/admin/ledger/" + path).then().statusCode(200);
    }

    @Test
    void filtersByCurrency() {
        asFinance()
                .get("/api/v1/admin/ledger/accounts?currency=XXX")
                .then()
                .statusCode(200)
                .body("items", empty());
    }
}

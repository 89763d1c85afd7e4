package shop.pennywell.commission.watchlist;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import shop.pennywell.commission.TestShop;
import shop.pennywell.local.testing.TestTokens;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static shop.pennywell.commission.TestShop.as;
import static shop.pennywell.commission.TestShop.staff;

/** The lists that staff and partners keep for the rules. */
@QuarkusTest
class WatchlistTest {
    private static final String DISPOSABLE = "/api/v1/admin/disposable-mail-domains";

    @Inject
    DisposableDomains domains;

    @Test
    void staffAddDisposableDomainsToThoseThatAreKnown() {
        String added = "gone-" + UUID.randomUUID() + ".example";
        staff().put(DISPOSABLE + "/" + added.toUpperCase(Locale.ROOT)).then().statusCode(204);
        staff().put(DISPOSABLE + "/" + added).then().statusCode(204);

        staff().queryParam("limit", 100).get(DISPOSABLE).then().body("items.domain", hasItem(added));
        assertEquals(
                Map.of(added, added, "a." + added, added, "eu.yopmail.com", "yopmail.com"),
                among(Set.of(added, "a." + added, "x" + added, "eu.yopmail.com", "com", "example.com", "")));

        staff().delete(DISPOSABLE + "/" + added).then().statusCode(204);
        staff().delete(DISPOSABLE + "/" + added).then().statusCode(404);
        assertEquals(Map.of(), among(Set.of(added)));
    }

    @Test
    void aPartnerAndStaffKeepAListEachOfThePartnersPeople() {
        TestShop shop = TestShop.open();
        String member = UUID.randomUUID().toString();
        String admin = "/api/v1/admin/partners/" + shop.partnerId + "/staff";
        staff().body(Map.of("mailDomains", List.of("shop.example"), "memberIds", List.of(member, member)))
                .put(admin)
                .then()
                .statusCode(200)
                .body("memberIds", equalTo(List.of(member)));

        shop.partner()
                .body(Map.of("mailDomains", List.of("Bücher.example", "people.example"), "memberIds", List.of()))
                .put("/api/v1/partner/staff")
                .then()
                .statusCode(200);
        shop.partner()
                .body(Map.of("mailDomains", List.of("Bücher.example"), "memberIds", List.of()))
                .put("/api/v1/partner/staff");

        shop.partner()
                .get("/api/v1/partner/staff")
                .then()
                .body("mailDomains", equalTo(List.of("xn--bcher-kva.example")))
                .body("memberIds", hasSize(0));
        staff().get(admin)
                .then()
                .body("byStaff.mailDomains", equalTo(List.of("shop.example")))
                .body("byStaff.memberIds", equalTo(List.of(member)))
                .body("byPartner.mailDomains", equalTo(List.of("xn--bcher-kva.example")));
    }

    @Test
    void refusesWhatIsNoDomainOrEverybodysAndListsWithoutEnd() {
        TestShop shop = TestShop.open();
        for (String domain : List.of("gmail.com", "localhost", "a b.example", "-x.example", "192.0.2.1")) {
            shop.partner()
                    .body(Map.of("mailDomains", List.of(domain), "memberIds", List.of()))
                    .put("/api/v1/partner/staff")
                    .then()
                    .statusCode(422)
                    .body("code", equalTo("mail-domain-refused"));
        }
        staff().put(DISPOSABLE + "/gmail.com").then().statusCode(422).body("code", equalTo("mail-domain-refused"));
        shop.partner()
                .body(Map.of(
                        "mailDomains",
                        IntStream.range(0, 101)
                                .mapToObj(i -> "d" + i + ".example")
                                .toList(),
                        "memberIds",
                        List.of()))
                .put("/api/v1/partner/staff")
                .then()
                .statusCode(400);
        shop.partner().body("{}").put("/api/v1/partner/staff").then().statusCode(400);
        staff().get("/api/v1/admin/partners/" + UUID.randomUUID() + "/staff")
                .then()
                .statusCode(404);
        as(TestTokens.member(UUID.randomUUID())).get(DISPOSABLE).then().statusCode(403);
        staff().queryParam("limit", 1).get(DISPOSABLE).then().body("items.domain", not(hasItem("gmail.com")));
    }

    private Map<String, String> among(Set<String> asked) {
        return QuarkusTransaction.requiringNew().call(() -> domains.among(asked));
    }
}

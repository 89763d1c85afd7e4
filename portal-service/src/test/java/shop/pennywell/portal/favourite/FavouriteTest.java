package shop.pennywell.portal.favourite;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import shop.pennywell.defaults.page.Cursor;
import shop.pennywell.local.testing.LocalStores;
import shop.pennywell.local.testing.TestTokens;
import shop.pennywell.portal.testing.Partner;
import shop.pennywell.portal.testing.Shopper;
import shop.pennywell.portal.testing.Shopper.SignedIn;
import shop.pennywell.portal.testing.Siblings;
import shop.pennywell.portal.testing.Sql;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

@QuarkusTest
@WithTestResource(LocalStores.class)
@WithTestResource(Siblings.class)
class FavouriteTest {

    private static final String FAVOURITES = "/api/v1/me/favourites";

    private final UUID member = UUID.randomUUID();

    @Inject
    Favourites favourites;

    @Inject
    DataSource database;

    @Test
    void keepsAStoreOnceAndDropsIt() {
        Partner partner = new Partner().storeAt(1).ratesAt(1, Partner.percent("DEFAULT", "8", "50"));
        as(member).put(FAVOURITES + "/" + partner.slug).then().statusCode(204);
        as(member).put(FAVOURITES + "/" + partner.slug).then().statusCode(204);
        as(member)
                .get(FAVOURITES)
                .then()
                .body("items.slug", contains(partner.slug))
                .body("items[0].bestRate.value", equalTo("4"));
        as(UUID.randomUUID()).get(FAVOURITES).then().body("items", empty());

        as(member).delete(FAVOURITES + "/" + partner.slug).then().statusCode(204);

        as(member).get(FAVOURITES).then().body("items", empty());
    }

    @Test
    void pagesByName() {
        for (String name : List.of("beta", "Alpha", "Gamma", "alpha", "delta")) {
            Partner partner = new Partner();
            partner.name = name;
            partner.storeAt(1);
            as(member).put(FAVOURITES + "/" + partner.slug).then().statusCode(204);
        }
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            Response page = as(member)
                    .queryParam("limit", 2)
                    .queryParam("cursor", cursor)
                    .get(FAVOURITES);
            page.then().statusCode(200).body("items.size()", lessThanOrEqualTo(2));
            seen.addAll(page.path("items.name"));
            cursor = page.path("next");
        } while (cursor != null && seen.size() < 10);

        assertEquals(List.of("alpha", "alpha", "beta", "delta", "gamma"), lowerCase(seen));
        as(member).get(FAVOURITES + "?limit=0").then().statusCode(400);
        for (String bad : List.of("x", "none of ours", new UUID(0, 0) + " \0")) {
            as(member)
                    .queryParam("cursor", Cursor.encode(bad))
                    .get(FAVOURITES)
                    .then()
                    .statusCode(400);
        }
    }

    @Test
    void dropsAFavouriteWhoseStoreHasClosed() {
        Partner partner = new Partner().storeAt(1);
        as(member).put(FAVOURITES + "/" + partner.slug).then().statusCode(204);
        partner.active = false;
        partner.storeAt(2);

        as(member).put(FAVOURITES + "/" + partner.slug).then().statusCode(404);
        as(member).delete(FAVOURITES + "/" + partner.slug).then().statusCode(204);

        assertEquals(0, Sql.count(database, "select count(*) from favourites where member_id = ?", member));
        as(member).delete(FAVOURITES + "/no-such-store").then().statusCode(404);
    }

    @Test
    void forgetsAMember() {
        Partner partner = new Partner().storeAt(1);
        as(member).put(FAVOURITES + "/" + partner.slug).then().statusCode(204);

        favourites.forget(member);

        as(member).get(FAVOURITES).then().body("items", empty());
    }

    @Test
    void exportsThemAndForgetsThemWithTheMember() {
        Partner partner = new Partner().storeAt(1);
        SignedIn shopper = new Shopper(database).member();
        UUID id = shopper.id();
        shopper.request().put(FAVOURITES + "/" + partner.slug).then().statusCode(204);

        shopper.request().get("/api/v1/me/export").then().body("favourites.storeSlug", contains(partner.slug));
        shopper.request().delete("/api/v1/me").then().statusCode(204);

        assertEquals(0, Sql.count(database, "select count(*) from favourites where member_id = ?", id));
    }

    @Test
    void refusesVisitorsStaffAndUnknownStores() {
        given().get(FAVOURITES).then().statusCode(401).body("code", equalTo("unauthenticated"));
        given().auth().oauth2(TestTokens.staff()).get(FAVOURITES).then().statusCode(403);
        as(member).put(FAVOURITES + "/no-such-store").then().statusCode(404);
        as(member)
                .urlEncodingEnabled(false)
                .put(FAVOURITES + "/%00")
                .then()
                .statusCode(400)
                .body("code", equalTo("malformed-request"));
    }

    private static List<String> lowerCase(List<String> names) {
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }

    private static RequestSpecification as(UUID member) {
        return given().auth().oauth2(TestTokens.member(member));
    }
}

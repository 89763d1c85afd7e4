package shop.pennywell.payments;

import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shop.pennywell.defaults.page.Cursor;

import static org.hamcrest.Matchers.equalTo;
import static shop.pennywell.payments.Calls.asFinance;
import static shop.pennywell.payments.Calls.asMember;

@QuarkusTest
class TimePositionTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+3000000-01-01T00:00:00Z",
                "-1000000000-01-01T00:00:00Z",
                "-4713-01-01T00:00:00Z",
                "1999-12-31T23:59:59Z",
                "3000-01-01T00:00:00Z",
                "+1000000000-12-31T23:59:59Z"
            })
    void aDateThatNoneOfOurCursorsHasIsABadRequest(String at) {
        var cursor = Cursor.encode(at + "/00000000-0000-0000-0000-000000000000");
        var member = UUID.randomUUID();
        for (var list : new String[] {"/api/v1/me/payouts", "/api/v1/me/cashback"}) {
            asMember(member)
                    .get(list + "?cursor=" + cursor)
                    .then()
                    .statusCode(400)
                    .body("errors[0].pointer", equalTo("?cursor"));
        }
        asFinance().get("/api/v1/admin/payouts?cursor=" + cursor).then().statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2000-01-01T00:00:00Z", "2999-12-31T23:59:59.999999999Z"})
    void anyOtherDateIsAPlaceInTheList(String at) {
        var cursor = Cursor.encode(at + "/00000000-0000-0000-0000-000000000000");
        var member = UUID.randomUUID();
        asMember(member).get("/api/v1/me/payouts?cursor=" + cursor).then().statusCode(200);
        asMember(member).get("/api/v1/me/cashback?cursor=" + cursor).then().statusCode(200);
    }
}

package shop.pennywell.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static shop.pennywell.e2e.Eventually.eventually;

/** The README's walk in a real browser, at the size of a desk and of a phone. */
class BrowserStory {

    private static final Pattern LINK = Pattern.compile("(https?://\\S+[?&]token=[A-Za-z0-9_~.-]+)");

    private static RealBrowser browser;

    @BeforeAll
    static void open() {
        browser = RealBrowser.open();
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void aNewcomerBuysAndTakesTheCashbackOut() {
        walk("desk", 1280, 900);
    }

    @Test
    void theSameOnAPhone() {
        walk("phone", 390, 844);
    }

    private static void walk(String name, int width, int height) {
        Platform platform = Platform.shared();
        String email = name + "-" + Long.toString(System.nanoTime(), 36) + "@example.com";
        try (RealBrowser.Screen screen = browser.screen(platform, name, width, height)) {
            Page page = screen.page();

            screen.visit("/");
            screen.shot("1-home");
            screen.fits();

            screen.visit("/sign-up");
            page.getByLabel("Email").first().fill(email);
            page.getByLabel("Password").first().fill(Shopper.PASSWORD);
            page.locator("input[type=checkbox][name=acceptTerms]").check();
            screen.shot("2-sign-up");
            page.locator("main form button").first().click();
            String mail = eventually("the mail", () -> platform.mailTo(email, "token="), found -> found != null);
            Matcher link = LINK.matcher(mail);
            assertTrue(link.find(), mail);
            page.navigate(link.group(1));
            screen.shot("3-verify");
            page.locator("main form button").first().click();

            screen.visit("/search?q=retrospot+heart");
            screen.shot("4-search");
            screen.fits();
            page.getByText(Pattern.compile("Retrospot Heart\\s+Hot Water Bottle"))
                    .first()
                    .click();
            screen.shot("5-product");
            screen.fits();
            page.locator("main a[href*='/go/']").first().click();

            String demoStore = platform.address("demoStore");
            assertTrue(page.url().startsWith(demoStore), page.url());
            screen.shot("6-partner-store");
            page.getByLabel("Quantity").first().fill("300");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("Buy")))
                    .first()
                    .click();
            screen.shot("7-bought");

            String orders = page.getByText("This shop's orders").getAttribute("href");
            awaitCashback(screen, "Tracked");
            screen.shot("8-cashback");
            screen.fits();
            for (String account : new String[] {"wallet", "payout", "clicks", "profile"}) {
                screen.visit("/account/" + account);
                screen.shot("9-" + account);
                screen.fits();
            }
            takeTheMoneyOut(screen, platform, orders);
            screen.requireCleanConsole();
        }
    }

    /** The store and staff do their part, the shopper the rest. */
    private static void takeTheMoneyOut(RealBrowser.Screen screen, Platform platform, String orders) {
        Page page = screen.page();
        page.navigate(URI.create(platform.address("demoStore")).resolve(orders).toString());
        page.getByText("Approve", new Page.GetByTextOptions().setExact(true))
                .first()
                .click();
        screen.shot("10-approved");
        awaitCashback(screen, "Confirmed");

        Staff staff = Staff.signIn(platform);
        Api api = platform.api();
        String partner = StreamSupport.stream(
                        api.get("/api/v1/admin/partners?limit=100", staff.token())
                                .expect(200)
                                .json()
                                .path("items")
                                .spliterator(),
                        false)
                .filter(one -> one.path("name").asText().contains("Lark"))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asText();
        JsonNode statement = api.post(
                        "/api/v1/admin/statements",
                        staff.token(),
                        "{\"partnerId\":\"" + partner + "\",\"from\":\"2026-01-01\",\"to\":\"2099-12-31\"}")
                .expect(201)
                .json();
        String statementId = statement.path("id").asText();
        api.post(
                        "/api/v1/admin/statements/" + statementId + "/payments",
                        staff.token(),
                        "{\"amount\":" + statement.path("total")
                                + ",\"receivedOn\":\"2026-11-24\",\"bankReference\":\"CR-" + statementId + "\"}")
                .expect(201);
        awaitCashback(screen, "Payable");
        eventually(
                "the money in the wallet",
                () -> {
                    screen.visit("/account/wallet");
                    return page.locator("main a.button[href='/account/payout']").count();
                },
                Integer.valueOf(1)::equals);

        screen.visit("/account/payout");
        page.getByLabel("Account holder").fill("Ada Lovelace");
        page.getByLabel("IBAN").fill("GB29 NWBK 6016 1331 9268 19");
        page.getByLabel("Your Pennywell password").fill(Shopper.PASSWORD);
        page.getByText("Save bank account").click();
        assertThat(page.getByText("Your bank account is saved")).isVisible();
        screen.shot("11-payout");
        page.getByText("Take out", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.getByText("Your payout is requested")).isVisible();
        screen.shot("12-requested");
    }

    /** What the order's card says; the words of all states stand above the cards, to filter by. */
    private static void awaitCashback(RealBrowser.Screen screen, String status) {
        eventually(
                "the purchase in my cashback, " + status,
                () -> {
                    screen.visit("/account/cashback");
                    return screen.page().locator("main article .status").allInnerTexts();
                },
                List.of(status)::equals);
    }
}

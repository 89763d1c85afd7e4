package shop.pennywell.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static shop.pennywell.e2e.Eventually.eventually;

/** The README's walk in a real browser, at the size of a desk and of a phone. Screenshots land in target/screenshots. */
class BrowserStory {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path SHOTS = Repository.root().resolve("e2e-tests/target/screenshots");
    private static final Pattern LINK = Pattern.compile("(https?://\\S+[?&]token=[A-Za-z0-9_~.-]+)");

    private static Playwright playwright;
    private static Browser browser;

    @BeforeAll
    static void open() {
        if (!Files.isExecutable(CHROMIUM)) {
            System.err.println(
                    "SKIPPED: the browser stories need Chromium at " + CHROMIUM + "; install it to run them.");
        }
        Assumptions.assumeTrue(Files.isExecutable(CHROMIUM), "no Chromium at " + CHROMIUM);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    @AfterAll
    static void close() {
        if (playwright != null) {
            browser.close();
            playwright.close();
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
        List<String> complaints = new ArrayList<>();
        try (BrowserContext context =
                browser.newContext(new Browser.NewContextOptions().setViewportSize(width, height))) {
            Page page = context.newPage();
            page.onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    complaints.add(message.text());
                }
            });
            page.onPageError(complaints::add);

            visit(page, platform, "/");
            shot(page, name, "1-home");
            fitsTheScreen(page, width);

            visit(page, platform, "/sign-up");
            page.getByLabel("Email").first().fill(email);
            page.getByLabel("Password").first().fill(Shopper.PASSWORD);
            page.locator("input[type=checkbox][name=acceptTerms]").check();
            shot(page, name, "2-sign-up");
            page.locator("main form button").first().click();
            String mail = eventually("the mail", () -> platform.mailTo(email, "token="), found -> found != null);
            Matcher link = LINK.matcher(mail);
            assertTrue(link.find(), mail);
            page.navigate(link.group(1));
            shot(page, name, "3-verify");
            page.locator("main form button").first().click();

            visit(page, platform, "/search?q=heart");
            shot(page, name, "4-search");
            fitsTheScreen(page, width);
            page.locator("main a[href*='/products/']").first().click();
            shot(page, name, "5-product");
            fitsTheScreen(page, width);
            page.locator("main a[href*='/go/']").first().click();

            String demoStore = platform.address("demoStore");
            assertTrue(page.url().startsWith(demoStore), page.url());
            shot(page, name, "6-partner-store");
            page.getByLabel("Quantity").first().fill("300");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("Buy")))
                    .first()
                    .click();
            shot(page, name, "7-bought");

            String orders = page.getByText("This shop's orders").getAttribute("href");
            awaitCashback(page, platform, "Tracked");
            shot(page, name, "8-cashback");
            fitsTheScreen(page, width);
            for (String account : new String[] {"wallet", "payout", "clicks", "profile"}) {
                visit(page, platform, "/account/" + account);
                shot(page, name, "9-" + account);
                fitsTheScreen(page, width);
            }
            takeTheMoneyOut(page, platform, name, orders);
        }
        assertEquals(List.of(), complaints, "the browser's console is clean");
    }

    /** The store and staff do their part, the shopper the rest. */
    private static void takeTheMoneyOut(Page page, Platform platform, String name, String orders) {
        page.navigate(URI.create(platform.address("demoStore")).resolve(orders).toString());
        page.getByText("Approve", new Page.GetByTextOptions().setExact(true))
                .first()
                .click();
        shot(page, name, "10-approved");
        awaitCashback(page, platform, "Confirmed");

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
        awaitCashback(page, platform, "Payable");

        visit(page, platform, "/account/payout");
        page.getByLabel("Account holder").fill("Ada Lovelace");
        page.getByLabel("IBAN").fill("GB29 NWBK 6016 1331 9268 19");
        page.getByLabel("Your Pennywell password").fill(Shopper.PASSWORD);
        page.getByText("Save bank account").click();
        assertThat(page.getByText("Your bank account is saved")).isVisible();
        shot(page, name, "11-payout");
        page.getByText("Take out", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.getByText("Your payout is requested")).isVisible();
        shot(page, name, "12-requested");
    }

    private static void awaitCashback(Page page, Platform platform, String status) {
        eventually(
                "the purchase in my cashback, " + status,
                () -> {
                    visit(page, platform, "/account/cashback");
                    return page.locator("main").innerText();
                },
                text -> text.contains(status));
    }

    private static void visit(Page page, Platform platform, String path) {
        Response response = page.navigate(platform.address("gateway") + path);
        assertEquals(200, response.status(), path);
    }

    private static void fitsTheScreen(Page page, int width) {
        int needed = ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue();
        assertTrue(needed <= width, () -> page.url() + " is " + needed + " wide on a screen of " + width);
    }

    private static void shot(Page page, String name, String step) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SHOTS.resolve(name + "-" + step + ".png"))
                .setFullPage(true));
    }
}

package shop.pennywell.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    void aNewcomerBuysAndSeesTheCashback() {
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
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("Buy")))
                    .first()
                    .click();
            shot(page, name, "7-bought");

            eventually(
                    "the purchase in my cashback",
                    () -> {
                        visit(page, platform, "/account/cashback");
                        return page.locator("main").innerText();
                    },
                    text -> text.contains("Tracked"));
            shot(page, name, "8-cashback");
            fitsTheScreen(page, width);
            for (String account : new String[] {"wallet", "payout", "clicks", "profile"}) {
                visit(page, platform, "/account/" + account);
                shot(page, name, "9-" + account);
                fitsTheScreen(page, width);
            }
            assertThat(page.locator("main")).isVisible();
        }
        assertEquals(List.of(), complaints, "the browser's console is clean");
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

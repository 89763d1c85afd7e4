package shop.pennywell.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Response;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Chromium without a window. Screenshots land in target/screenshots. */
final class RealBrowser implements AutoCloseable {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path SHOTS = Repository.root().resolve("e2e-tests/target/screenshots");

    private final Playwright playwright;
    private final Browser browser;

    private RealBrowser(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Skips the calling test, in so many words, where there is no Chromium. */
    static RealBrowser open() {
        if (!Files.isExecutable(CHROMIUM)) {
            System.err.println(
                    "SKIPPED: the browser stories need Chromium at " + CHROMIUM + "; install it to run them.");
        }
        Assumptions.assumeTrue(Files.isExecutable(CHROMIUM), "no Chromium at " + CHROMIUM);
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright
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
        return new RealBrowser(playwright, browser);
    }

    /** @param name of the screen, in front of its screenshots */
    Screen screen(Platform platform, String name, int width, int height) {
        return new Screen(
                platform,
                name,
                width,
                browser.newContext(new Browser.NewContextOptions().setViewportSize(width, height)));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

    /** A page on a screen of some size; when it is closed, its console must be clean. */
    static final class Screen implements AutoCloseable {
        private final Platform platform;
        private final String name;
        private final int width;
        private final BrowserContext context;
        private final Page page;
        private final List<String> complaints = new ArrayList<>();

        private Screen(Platform platform, String name, int width, BrowserContext context) {
            this.platform = platform;
            this.name = name;
            this.width = width;
            this.context = context;
            this.page = context.newPage();
            page.onConsoleMessage(message -> {
                // A form that comes back with what is wrong in it is a 422, of which the browser tells its console.
                if (message.type().equals("error") && !message.text().contains("status of 422")) {
                    complaints.add(message.text());
                }
            });
            page.onPageError(complaints::add);
        }

        Page page() {
            return page;
        }

        void visit(String path) {
            Response response = page.navigate(platform.address("gateway") + path);
            assertEquals(200, response.status(), path);
        }

        void fits() {
            int needed = ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue();
            assertTrue(needed <= width, () -> page.url() + " is " + needed + " wide on a screen of " + width);
        }

        void shot(String step) {
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(SHOTS.resolve(name + "-" + step + ".png"))
                    .setFullPage(true));
        }

        void requireCleanConsole() {
            assertEquals(List.of(), complaints, "the browser's console is clean");
        }

        @Override
        public void close() {
            context.close();
        }
    }
}

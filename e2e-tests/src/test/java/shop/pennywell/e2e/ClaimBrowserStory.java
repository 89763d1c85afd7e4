package shop.pennywell.e2e;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static shop.pennywell.e2e.Eventually.eventually;

/** Every page of a member's claims in a real browser, at the size of a desk and of a phone. */
class ClaimBrowserStory {

    private static final byte[] RECEIPT = "%PDF-1.7 one teapot, 49.90 GBP".getBytes(StandardCharsets.US_ASCII);
    private static final int TOO_LARGE = (10 << 20) + 1;

    private static RealBrowser browser;

    private final Platform platform = Platform.shared();
    private final Api api = platform.api();
    private final String tag = Long.toString(System.nanoTime(), 36);
    private final Shopper shopper = new Shopper(platform, "claims-" + tag + "@example.com");
    private Staff staff;

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
    void aMemberClaimsProvesAnswersAndWins() throws IOException {
        walk("desk", 1280, 900);
    }

    @Test
    void theSameOnAPhone() throws IOException {
        walk("phone", 390, 844);
    }

    private void walk(String name, int width, int height) throws IOException {
        staff = Staff.signIn(platform);
        String partnerId = staff.createPartner("Claims " + tag);
        PartnerStore patient = staff.createCredentials(partnerId);
        shopper.register();
        shopper.signIn();
        try (RealBrowser.Screen screen = browser.screen(platform, name, width, height)) {
            signIn(screen);
            screen.visit("/account/claims");
            look(screen, "claims-1-none");

            visitStore(partnerId, "patient-" + tag, 7);
            visitStore(partnerId, "listening-" + tag, 0);
            takesOneBackThatLiesOnIce(screen);
            String claimId = claimsAMissingOrder(screen);
            provesIt(screen);
            answersAQuestion(screen, claimId);
            winsAndClaimsTheAmount(screen, claimId, patient);

            screen.visit("/account/claims");
            assertThat(screen.page().locator("main article")).hasCount(3);
            look(screen, "claims-9-all");
            screen.requireCleanConsole();
        }
    }

    private void takesOneBackThatLiesOnIce(RealBrowser.Screen screen) {
        Page page = screen.page();
        screen.visit("/account/claims/new");
        assertThat(page.locator("main article")).hasCount(2);
        look(screen, "claims-2-clicks");
        visitTo(page, "patient-").getByText("My order is missing").click();
        assertThat(page.getByText("it rests until that day")).isVisible();
        fill(page, "ice-" + tag, "49.90");
        look(screen, "claims-3-early");
        page.getByText("Send the claim").click();
        assertThat(page.getByText("On ice until").first()).isVisible();
        look(screen, "claims-4-on-ice");
        page.getByText("Take this claim back").click();
        page.getByText("Take it back").click();
        assertThat(page.getByText("Your claim is taken back.")).isVisible();
        look(screen, "claims-4-taken-back");
    }

    private String claimsAMissingOrder(RealBrowser.Screen screen) {
        Page page = screen.page();
        screen.visit("/account/claims/new");
        visitTo(page, "listening-").getByText("My order is missing").click();
        fill(page, "won-" + tag, "1,049.90");
        page.getByText("Send the claim").click();
        assertThat(page.getByText("without separators between thousands").first())
                .isVisible();
        look(screen, "claims-5-refused");
        page.getByLabel("What the goods cost").fill("49.90");
        page.getByText("Send the claim").click();
        assertThat(page.getByText("We have your claim.").first()).isVisible();
        look(screen, "claims-5-filed");
        return page.url().replaceFirst(".*/claims/", "").replaceFirst("\\?.*", "");
    }

    private void provesIt(RealBrowser.Screen screen) throws IOException {
        Page page = screen.page();
        Locator file = page.locator("input[type=file]");
        file.setInputFiles(new FilePayload("large.pdf", "application/pdf", new byte[TOO_LARGE]));
        assertEquals("This file is larger than 10 MB.", file.evaluate("input => input.validationMessage"));
        file.setInputFiles(
                new FilePayload("page.pdf", "application/pdf", "<html>".getBytes(StandardCharsets.US_ASCII)));
        page.getByText("Add the receipt").click();
        assertThat(page.getByText("A receipt is a JPEG or PNG picture or a PDF file")
                        .first())
                .isVisible();
        look(screen, "claims-6-no-receipt");
        file.setInputFiles(new FilePayload("receipt.pdf", "application/pdf", RECEIPT));
        page.getByText("Add the receipt").click();
        assertThat(page.getByText("Your receipt is added.")).isVisible();
        Download download =
                page.waitForDownload(() -> page.getByText("Download it").click());
        try (InputStream kept = download.createReadStream()) {
            assertArrayEquals(RECEIPT, kept.readAllBytes());
        }
        look(screen, "claims-6-receipt");
    }

    private void answersAQuestion(RealBrowser.Screen screen, String claimId) {
        Page page = screen.page();
        api.post(
                        "/api/v1/admin/claims/" + claimId + "/question",
                        staff.token(),
                        "{\"text\":\"Which card did you pay with?\\nThe last four digits are enough.\"}")
                .expect(200);
        screen.visit("/account/claims/" + claimId);
        look(screen, "claims-7-question");
        page.getByLabel("Your answer").fill("It ends in 4242.");
        page.getByText("Send the answer").click();
        assertThat(page.getByText("Thank you. Your claim goes on.")).isVisible();
        look(screen, "claims-7-answered");
    }

    private void winsAndClaimsTheAmount(RealBrowser.Screen screen, String claimId, PartnerStore store) {
        Page page = screen.page();
        api.post("/api/v1/admin/claims/" + claimId + "/forwarding", staff.token(), "{}")
                .expect(200);
        api.post("/api/v1/partner/claims/" + claimId + "/answer", store.token(), "{\"outcome\":\"ACCEPTED\"}")
                .expect(200);
        screen.visit("/account/claims/" + claimId);
        assertThat(page.getByText("Your claim is won.")).isVisible();
        look(screen, "claims-8-won");
        shopper.awaitCashback("won-" + tag, "TRACKED", "2.49");
        // A busy payments-service may miss the page's patience once; the page then says so kindly.
        eventually(
                "the order in my cashback",
                () -> {
                    screen.visit("/account/cashback");
                    return page.getByText("Something wrong?").count();
                },
                count -> count == 1);
        look(screen, "claims-8-cashback");
        page.getByText("Something wrong?").click();
        assertThat(page.getByText("Claim a wrong amount").first()).isVisible();
        page.getByLabel("What they should count with").fill("59.90");
        look(screen, "claims-8-amount");
        page.getByText("Send the claim").click();
        assertThat(page.getByText("We have your claim.").first()).isVisible();
        screen.visit("/account/claims/new");
        assertThat(page.getByText("Another order is missing")).isVisible();
        look(screen, "claims-8-clicks");
    }

    private void fill(Page page, String reference, String amount) {
        page.getByLabel("Order number").fill(reference);
        page.getByLabel("Day of the order").fill(LocalDate.now(ZoneOffset.UTC).toString());
        page.getByLabel("What the goods cost").fill(amount);
        page.getByLabel("Anything we should know").fill("I bought it in the same minute.");
    }

    private static Locator visitTo(Page page, String store) {
        return page.locator("main article", new Page.LocatorOptions().setHasText("Store of " + store));
    }

    private void visitStore(String partnerId, String slug, int opensAfterDays) {
        String storeId = staff.createStore(partnerId, slug, "[" + Staff.rate("DEFAULT", "10", "50") + "]");
        staff.listensToClaims(partnerId, storeId, slug, opensAfterDays);
        shopper.clickOut("/go/" + slug);
    }

    private void signIn(RealBrowser.Screen screen) {
        screen.visit("/sign-in?return=%2Faccount%2Fclaims");
        screen.page().getByLabel("Email address").first().fill(shopper.email());
        screen.page().getByLabel("Password").first().fill(Shopper.PASSWORD);
        screen.page().locator("main form button").first().click();
        eventually("the sign-in", () -> screen.page().url(), url -> url.endsWith("/account/claims"));
    }

    private static void look(RealBrowser.Screen screen, String step) {
        screen.shot(step);
        screen.fits();
        Object shown = screen.page().locator(".tabs a[aria-current]").evaluate("""
                tab => tab.getBoundingClientRect().left >= 0 && tab.getBoundingClientRect().right <= innerWidth""");
        assertEquals(true, shown, "the tab that one is on is on the screen");
    }
}

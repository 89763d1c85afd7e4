package shop.pennywell.gateway.route;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RoutesTest {

    @ParameterizedTest
    @CsvSource({
        "/, PORTAL",
        "/.well-known/jwks.json, PORTAL",
        "/search, PORTAL",
        "/gone, PORTAL",
        "/internals, PORTAL",
        "/quick, PORTAL",
        "/eventsource, PORTAL",
        "/api/v1/me, PORTAL",
        "/api/v1/me/favourites/paper-lantern, PORTAL",
        "/api/v1/members, PORTAL",
        "/api/v1/sessions/refresh, PORTAL",
        "/api/v1/stores/paper-lantern, PORTAL",
        "/api/v1/partners, PORTAL",
        "/api/v1/admin/members, PORTAL",
        "/api/v1/admin/feeds/7/content, PORTAL",
        "/api/v1/admin/store-pages, PORTAL",
        "/api/v1/admin/portal/events, PORTAL",
        "/go/paper-lantern, COMMISSION",
        "/s2s/k1, COMMISSION",
        "/api/v1/partner/orders, COMMISSION",
        "/api/v1/partner/oauth/token, COMMISSION",
        "/api/v1/partner/webhooks/1/deliveries, COMMISSION",
        "/api/v1/admin/partners/1/webhooks/1, COMMISSION",
        "/api/v1/me/clicks, COMMISSION",
        "/api/v1/me/claims/1, COMMISSION",
        "/api/v1/me/claims/1/receipt, COMMISSION",
        "/api/v1/partner/claims, COMMISSION",
        "/account/claims/1/receipt, PORTAL",
        "/api/v1/admin/partners/1/credentials, COMMISSION",
        "/api/v1/admin/stores/1/rates, COMMISSION",
        "/api/v1/admin/rate-campaigns/1, COMMISSION",
        "/api/v1/admin/tiers, COMMISSION",
        "/api/v1/admin/referral-programmes/1, COMMISSION",
        "/api/v1/admin/referrals, COMMISSION",
        "/api/v1/me/referrals, COMMISSION",
        "/api/v1/admin/transactions, COMMISSION",
        "/api/v1/admin/claims, COMMISSION",
        "/api/v1/admin/holds/1, COMMISSION",
        "/api/v1/admin/disposable-mail-domains/x.example, COMMISSION",
        "/api/v1/admin/partners/1/staff, COMMISSION",
        "/api/v1/partner/staff, COMMISSION",
        "/api/v1/admin/statements/1/payments, COMMISSION",
        "/api/v1/admin/clicks, COMMISSION",
        "/api/v1/admin/networks/accounts, COMMISSION",
        "/api/v1/admin/commission/events, COMMISSION",
        "/api/v1/me/cashback, PAYMENTS",
        "/api/v1/me/wallet, PAYMENTS",
        "/api/v1/me/payout-account, PAYMENTS",
        "/api/v1/me/payouts, PAYMENTS",
        "/api/v1/admin/payouts/batches/1/file, PAYMENTS",
        "/api/v1/admin/bank-files, PAYMENTS",
        "/api/v1/admin/ledger/proof, PAYMENTS",
        "/api/v1/admin/exchange-rates, PAYMENTS",
        "/api/v1/admin/payments/events/1/replay, PAYMENTS",
        "/api/v1/me/messages, MAILING",
        "/api/v1/admin/templates, MAILING",
        "/api/v1/admin/messages, MAILING",
        "/api/v1/admin/campaigns, MAILING",
        "/api/v1/admin/suppressions, MAILING",
        "/api/v1/admin/mailing/events, MAILING",
        "/api/v1/admin/stats/totals, STATS",
        "/api/v1/admin/stats/events, STATS",
    })
    void eachPathGoesToItsService(String path, Service service) {
        assertEquals(service, Routes.find(path).orElseThrow().service());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/internal", "/internal/", "/internal/oauth/token", "/events", "/events/", "/q", "/q/health"})
    void whatIsNotForOutsidersIsNotRouted(String path) {
        assertTrue(Routes.find(path).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/members, 2097152, false",
        "/api/v1/partner/orders, 2097152, false",
        "/api/v1/partner/files, 1073741824, true",
        "/api/v1/admin/feeds/7/content, 209715200, true",
        "/api/v1/admin/feeds/7/content/x, 2097152, false",
        "/api/v1/admin/feeds, 2097152, false",
        "/api/v1/admin/bank-files, 10485760, true",
        "/api/v1/me/claims/7/receipt, 11534336, true",
        "/account/claims/7/receipt, 11534336, true",
        "/api/v1/me/claims/7, 2097152, false",
        "/api/v1/admin/claims/7/receipt, 2097152, false",
    })
    void bodiesAreLimitedByRoute(String path, long maxBody, boolean upload) {
        var route = Routes.find(path).orElseThrow();

        assertEquals(maxBody, route.maxBody());
        assertEquals(upload, route.upload());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/members",
                "/api/v1/me/payouts",
                "/api/v1/partner/orders",
                "/api/v1/partner/validations",
                "/api/v1/partner/webhooks/7/test-events",
                "/api/v1/admin/partners/7/webhooks/7/test-events",
                "/api/v1/admin/feeds",
                "/api/v1/admin/partners",
                "/api/v1/admin/rate-campaigns",
                "/api/v1/admin/referral-programmes",
                "/api/v1/admin/stores",
                "/api/v1/admin/statements",
                "/api/v1/admin/statements/7/payments",
                "/api/v1/admin/transactions/7/clawback",
                "/api/v1/admin/holds/7/release",
                "/api/v1/admin/holds/7/decline",
                "/api/v1/admin/payouts/batches",
                "/api/v1/admin/messages/7/retry",
            })
    void aKeyCountsWhereTheServiceKeepsItsFirstAnswer(String path) {
        assertTrue(Routes.find(path).orElseThrow().keyed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/sign-up",
                "/account/payout",
                "/api/v1/members/verification",
                "/api/v1/sessions",
                "/api/v1/sessions/refresh",
                "/api/v1/password-resets",
                "/api/v1/password-resets/token",
                "/api/v1/partner/oauth/token",
                "/api/v1/partner/orders/7",
                "/api/v1/partner/files",
                "/api/v1/partner/webhooks",
                "/api/v1/partner/webhooks/7/secret",
                "/api/v1/admin/partners/7/credentials",
                "/api/v1/admin/rate-campaigns/7",
                "/api/v1/admin/payouts/7/approval",
                "/api/v1/admin/bank-files",
                "/api/v1/admin/portal/events/7/replay",
            })
    void aKeyMeansNothingAnywhereElse(String path) {
        assertTrue(!Routes.find(path).orElseThrow().keyed());
    }

    @Test
    void prefixesEndAtASegment() {
        assertTrue(Routes.within("/api", "/api"));
        assertTrue(Routes.within("/api/v1", "/api"));
        assertTrue(!Routes.within("/apis", "/api"));
    }
}

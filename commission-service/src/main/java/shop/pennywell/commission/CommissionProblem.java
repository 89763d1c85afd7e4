package shop.pennywell.commission;

import shop.pennywell.defaults.problem.ProblemType;

/** Every problem that this service can answer beside the common ones. */
public enum CommissionProblem implements ProblemType {
    LANDING_NOT_ALLOWED(400, "landing-not-allowed", "That address is not on one of the store's domains"),
    NOT_FETCHED_AHEAD(
            403, "not-fetched-ahead", "The way to a store is taken by a shopper, not by a browser ahead of one"),
    SANDBOX_ONLY(403, "sandbox-only", "Only sandbox credentials can do this"),
    STORE_UNKNOWN(404, "store-unknown", "There is no such store"),
    STORE_INACTIVE(404, "store-inactive", "This store takes no visitors just now"),
    NETWORK_ACCOUNT_EXISTS(409, "network-account-exists", "This account of the network is connected already"),
    SLUG_TAKEN(409, "slug-taken", "Another store has this slug"),
    BANK_REFERENCE_USED(409, "bank-reference-used", "This statement has another payment with this bank reference"),
    TRANSACTION_STATE(409, "transaction-state", "The state of the transaction forbids this"),
    HOLD_DECIDED(409, "hold-decided", "The hold was decided already"),
    CREDENTIAL_REVOKED(409, "credential-revoked", "These credentials are revoked"),
    CAMPAIGN_STATE(409, "campaign-state", "The state of the campaign forbids this"),
    REFERRAL_PROGRAMME_STATE(409, "referral-programme-state", "The programme is over"),
    WEBHOOK_DISABLED(409, "webhook-disabled", "The webhook is disabled"),
    DELIVERY_NOT_DEAD(409, "delivery-not-dead", "Only what was given up can be sent again"),
    WEBHOOK_URL_REFUSED(422, "webhook-url-refused", "Nothing is sent to this address"),
    WEBHOOKS_FULL(422, "webhooks-full", "There are too many webhooks already"),
    CAMPAIGN_INVALID(422, "campaign-invalid", "The campaign cannot be as described"),
    CAMPAIGNS_OVERLAP(422, "campaigns-overlap", "Two campaigns of one name would run at the same time"),
    REFERRAL_PROGRAMME_INVALID(422, "referral-programme-invalid", "The programme cannot be as described"),
    REFERRAL_PROGRAMMES_OVERLAP(
            422, "referral-programmes-overlap", "Two programmes would hold for the same members at the same time"),
    NETWORK_ACCOUNT_INVALID(422, "network-account-invalid", "The network's account cannot be as described"),
    PARTNER_UNKNOWN(422, "partner-unknown", "There is no such partner"),
    STORE_INVALID(422, "store-invalid", "The store cannot be as described"),
    RATE_INVALID(422, "rate-invalid", "The rates cannot be as described"),
    RATES_OVERLAP(422, "rates-overlap", "Two rates would hold for the same group and market at the same time"),
    TIERS_INVALID(422, "tiers-invalid", "The tiers cannot be as described"),
    STATEMENT_EMPTY(422, "statement-empty", "Nothing of this period is left to bill or to take off"),
    PERIOD_INVALID(422, "period-invalid", "The period ends before it begins"),
    CURRENCY_MISMATCH(422, "currency-mismatch", "The amount is in another currency"),
    AMOUNT_INVALID(422, "amount-invalid", "The amount is not positive, or absurdly large"),
    CLICK_UNKNOWN(422, "click-unknown", "There is no such click of yours, or it is too long ago"),
    TRANSACTION_UNKNOWN(422, "transaction-unknown", "There is no such order among your cashback"),
    ORDERED_BEFORE_CLICK(422, "ordered-before-click", "The order is older than the click"),
    CLAIM_TOO_LATE(422, "claim-too-late", "The store takes no claim about this any more"),
    CLAIM_EXISTS(409, "claim-exists", "There is a claim about this order already"),
    ALREADY_TRACKED(422, "already-tracked", "The store has reported this order already"),
    TOO_MANY_CLAIMS(422, "too-many-claims", "There are too many claims already"),
    CLAIM_STATE(409, "claim-state", "The state of the claim forbids this"),
    MAIL_DOMAIN_REFUSED(422, "mail-domain-refused", "This mail domain cannot be listed"),
    LIST_FULL(422, "list-full", "The list is full"),
    RECEIPT_TYPE(415, "receipt-type", "A receipt is a JPEG or PNG picture or a PDF file"),
    RECEIPT_TOO_LARGE(413, "receipt-too-large", "A receipt has at most 10 MB"),
    ORDER_REFUSED(422, "order-refused", "The order cannot be booked like that"),
    NOTHING_TO_CORRECT(422, "nothing-to-correct", "The corrected order earns no more than what is tracked"),
    TOO_MANY_CLICKS(429, "too-many-clicks", "Too many clicks were made in the sandbox"),
    TOO_MANY_FILES(429, "too-many-files", "Too many files wait already"),
    POSTBACK_REFUSED(401, "postback-refused", "The postback's key, signature or time is not right");

    private final int status;
    private final String code;
    private final String title;

    CommissionProblem(int status, String code, String title) {
        this.status = status;
        this.code = code;
        this.title = title;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public String title() {
        return title;
    }
}

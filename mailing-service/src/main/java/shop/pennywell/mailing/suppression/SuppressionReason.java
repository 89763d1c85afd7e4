package shop.pennywell.mailing.suppression;

/** Why an address gets no mail. */
public enum SuppressionReason {
    /** Its mail server says that there is no such mailbox. */
    HARD_BOUNCE,
    /** Its owner reported our mail as unwanted. */
    COMPLAINT,
    /** Staff decided so. */
    MANUAL
}

package shop.pennywell.commission.hold;

/** Why cashback may be held back. What each looks at and how far it goes: {@link HoldRules}. */
enum HoldRule {
    VELOCITY,
    LAPSE,
    SHARED_ACCOUNT,
    MAIL_DOMAIN,
    PARTNER_STAFF;

    /** Whether it speaks of who the member is, so that what staff release once is not held again with the member's next order. */
    boolean isAboutMember() {
        return this == SHARED_ACCOUNT || this == MAIL_DOMAIN || this == PARTNER_STAFF;
    }
}

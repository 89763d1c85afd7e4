package shop.pennywell.mailing.message;

/** Where a message is on its way. */
enum MessageStatus {
    /** To be sent, or sent again. */
    QUEUED,
    /** Taken over by the mail server. */
    SENT,
    /** Given up, with the reason; staff can send it again. */
    FAILED,
    /** Never to be sent: its member was erased. */
    DROPPED
}

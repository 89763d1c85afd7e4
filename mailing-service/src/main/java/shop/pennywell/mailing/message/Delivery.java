package shop.pennywell.mailing.message;

import io.vertx.ext.mail.SMTPException;
import java.util.Locale;
import java.util.regex.Pattern;

/** How handing one message to the mail server ended. */
record Delivery(Outcome outcome, String detail) {

    enum Outcome {
        SENT,
        /** Worth another try: nobody there, a 4xx answer, or an answer that speaks of us and not of the message. */
        LATER,
        /** A 5xx answer: the same message would be refused again. */
        REFUSED,
        /** A 5xx answer that says there is no such mailbox. */
        NO_SUCH_MAILBOX
    }

    /** RFC 3463: bad mailbox, bad system, bad syntax, mailbox moved without a new address; RFC 7505: null MX. */
    private static final Pattern NO_MAILBOX = Pattern.compile("\\b5\\.1\\.(1|2|3|6|10)\\b");

    static final Delivery SENT = new Delivery(Outcome.SENT, null);

    static Delivery failed(Throwable failure) {
        String detail = failure.getClass().getSimpleName() + ": " + failure.getMessage();
        if (!(failure instanceof SMTPException smtp) || !isPermanent(smtp.getReplyCode())) {
            return new Delivery(Outcome.LATER, detail);
        }
        String reply = String.join(" ", smtp.getReplyMessages());
        boolean noMailbox = NO_MAILBOX.matcher(reply).find()
                || reply.toLowerCase(Locale.ROOT).contains("user unknown");
        return new Delivery(noMailbox ? Outcome.NO_SUCH_MAILBOX : Outcome.REFUSED, reply);
    }

    /** 530–538 refuse our credentials and 421 closes the door on everyone: none of them is about this message. */
    private static boolean isPermanent(int replyCode) {
        return replyCode >= 500 && replyCode < 600 && !(replyCode >= 530 && replyCode <= 538);
    }
}

package shop.pennywell.commission.webhook.wire;

/** Nothing may be sent there. The message is a reason that whoever named the address may read. */
public class DestinationRefused extends Exception {
    private static final long serialVersionUID = 1L;

    DestinationRefused(String reason) {
        super(reason);
    }
}

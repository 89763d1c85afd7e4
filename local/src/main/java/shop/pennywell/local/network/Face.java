package shop.pennywell.local.network;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** How one network shows the truth. */
interface Face {

    /**
     * A request as a network sees it.
     *
     * @param path below the network's address, decoded
     */
    record Request(String method, String path, Map<String, String> query, Map<String, String> headers, String body) {
        String authorization() {
            return headers.getOrDefault("authorization", "");
        }
    }

    record Reply(int status, String contentType, String body) {
        static Reply json(String body) {
            return new Reply(200, "application/json", body);
        }

        static Reply json(int status, String body) {
            return new Reply(status, "application/json", body);
        }
    }

    /** The first part of its paths: {@code awin}. */
    String name();

    Reply answer(Request request, Instant now, List<SimulatedOrder> orders, Disturbance disturbance);

    /** What it answers when something broke and nobody noticed. */
    default Reply garbled() {
        return Reply.json("{\"id\": <br/>");
    }

    /** What it sends with 429. */
    Map<String, String> throttled();
}

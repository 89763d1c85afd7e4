package shop.pennywell.local.network;

import java.time.Instant;
import java.util.Map;

/** Bearer tokens that are good for an hour. */
final class Tokens {
    private static final String PREFIX = "simulated-";
    private static final long SECONDS = 3600;

    private Tokens() {}

    /** Hands one out to whoever has the client's credentials, and the user's if the network wants them. */
    static Face.Reply issue(Face.Request request, String grant, Instant now) {
        Map<String, String> form = NetworkSimulator.fields(request.body());
        boolean user = !form.containsKey("username")
                || (form.get("username").startsWith(NetworkSimulator.credential("username"))
                        && form.getOrDefault("password", "").startsWith(NetworkSimulator.credential("password")));
        boolean good = request.method().equals("POST")
                && user
                && grant.equals(form.get("grant_type"))
                && NetworkSimulator.isBasic(request, NetworkSimulator.credential("clientId") + ".*", "clientSecret");
        return good
                ? Face.Reply.json("{\"access_token\":\"" + PREFIX
                        + now.plusSeconds(SECONDS).getEpochSecond() + "\",\"token_type\":\"Bearer\",\"expires_in\":"
                        + SECONDS + "}")
                : Face.Reply.json(401, "{\"error\":\"invalid_client\"}");
    }

    static boolean isGood(Face.Request request, Instant now) {
        String prefix = "Bearer " + PREFIX;
        return request.authorization().matches(prefix + "[0-9]+")
                && Long.parseLong(request.authorization().substring(prefix.length())) > now.getEpochSecond();
    }
}

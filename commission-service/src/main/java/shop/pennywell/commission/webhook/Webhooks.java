package shop.pennywell.commission.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import shop.pennywell.commission.webhook.DeliveryRepository.Ear;
import shop.pennywell.commission.webhook.DeliveryRepository.Message;
import shop.pennywell.commission.world.Worlds;
import shop.pennywell.defaults.id.Ids;

/** Tells partners of what is theirs, if and only if the caller's transaction commits. */
@ApplicationScoped
public class Webhooks {
    private static final int MOST_AT_ONCE = 1000;

    private final DeliveryRepository deliveries;
    private final Worlds worlds;
    private final ObjectMapper json;
    private final Clock clock;
    private final Retry retry;

    Webhooks(DeliveryRepository deliveries, Worlds worlds, WebhookConfig config, ObjectMapper json, Clock clock) {
        this.deliveries = deliveries;
        this.worlds = worlds;
        this.json = json;
        this.clock = clock;
        this.retry = Retry.of(config);
    }

    /** @param data as the partner may see it: never who the member is, nor what the member gets */
    public record News(UUID partnerId, WebhookEvent type, Object data) {}

    /**
     * What is sent.
     *
     * @param sandbox true of what happened there, otherwise left out
     */
    private record Body(UUID id, String type, Instant at, Boolean sandbox, Object data) {}

    /** By two statements for a thousand of them; by one, and without writing a body, where no endpoint asks for any. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void tell(List<News> news) {
        for (int from = 0; from < news.size(); from += MOST_AT_ONCE) {
            write(news.subList(from, Math.min(news.size(), from + MOST_AT_ONCE)));
        }
    }

    private void write(List<News> news) {
        Set<Ear> ears = deliveries.ears(news.stream().map(News::partnerId).collect(Collectors.toSet()));
        Instant now = now();
        List<Message> messages = news.stream()
                .filter(one -> ears.contains(new Ear(one.partnerId(), one.type().type())))
                .map(one -> message(one, now))
                .toList();
        if (!messages.isEmpty()) {
            deliveries.add(messages, now, retry.giveUpAt(now));
        }
    }

    /** Sends something to one endpoint, whatever it asks for. */
    UUID test(WebhookEndpoint endpoint) {
        Instant now = now();
        Message message = message(new News(endpoint.partnerId(), WebhookEvent.TEST, new Test(endpoint.id())), now);
        deliveries.add(endpoint.id(), message, now, retry.giveUpAt(now));
        return message.eventId();
    }

    private record Test(UUID webhookId) {}

    private Message message(News news, Instant now) {
        UUID id = Ids.newId();
        String type = news.type().type();
        return new Message(
                id,
                news.partnerId(),
                type,
                write(new Body(id, type, now, worlds.isSandbox() ? true : null, news.data())));
    }

    private String write(Body body) {
        try {
            return json.writeValueAsString(body);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}

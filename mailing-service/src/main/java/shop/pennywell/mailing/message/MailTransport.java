package shop.pennywell.mailing.message;

import io.vertx.core.Vertx;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import shop.pennywell.mailing.recipient.EmailAddress;
import shop.pennywell.mailing.template.RenderedMail;

/**
 * Hands messages to the mail server. On the mail client itself and not on Quarkus' mailer: the mailer hides the server's
 * reply code, which decides whether to try again, and has no time-out on a silent connection. There a send that was given up
 * could go through later, after its retry; here the connection is closed first.
 */
@ApplicationScoped
class MailTransport {

    private final MailClient client;
    private final MessageConfig config;

    MailTransport(Vertx vertx, MessageConfig config) {
        this.config = config;
        this.client = MailClient.create(vertx, clientConfig(config));
    }

    private static MailConfig clientConfig(MessageConfig config) {
        MessageConfig.Smtp smtp = config.smtp();
        MailConfig mail = new MailConfig(smtp.host(), smtp.port(), smtp.startTls(), LoginOption.NONE);
        smtp.username().ifPresent(username -> mail.setLogin(LoginOption.REQUIRED)
                .setUsername(username)
                .setPassword(smtp.password().orElse("")));
        mail.setSsl(smtp.tls());
        mail.setMaxPoolSize(config.parallel());
        mail.setConnectTimeout(Math.toIntExact(smtp.connectTimeout().toMillis()));
        mail.setIdleTimeout(Math.toIntExact(smtp.silence().toMillis()));
        mail.setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
        // A pooled connection is let go before its silence would count against it.
        mail.setKeepAliveTimeout(Math.toIntExact(smtp.silence().toMillis() / 2));
        mail.setKeepAliveTimeoutUnit(TimeUnit.MILLISECONDS);
        mail.setPoolCleanerPeriod(Math.toIntExact(smtp.silence().toMillis() / 4));
        mail.setPoolCleanerPeriodUnit(TimeUnit.MILLISECONDS);
        return mail;
    }

    @PreDestroy
    void close() {
        client.close();
    }

    /** Never fails: how it ended is the future's value. */
    CompletableFuture<Delivery> send(UUID messageId, EmailAddress to, RenderedMail mail) {
        MailMessage message = new MailMessage()
                .setFrom(config.from())
                .setTo(to.value())
                .setSubject(mail.subject())
                .setText(mail.text())
                .setHtml(mail.html())
                // The same for every attempt: should one count as failed that did arrive, mailboxes can tell the
                // repeat.
                .addHeader("Message-ID", "<" + messageId + "@" + config.messageIdDomain() + ">")
                // RFC 3834: keeps out-of-office answers away.
                .addHeader("Auto-Submitted", "auto-generated");
        return client.sendMail(message)
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(config.sendTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .handle((sent, failure) -> failure == null ? Delivery.SENT : Delivery.failed(cause(failure)));
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof java.util.concurrent.CompletionException && failure.getCause() != null
                ? failure.getCause()
                : failure;
    }
}

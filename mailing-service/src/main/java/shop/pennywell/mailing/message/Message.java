package shop.pennywell.mailing.message;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import shop.pennywell.mailing.template.MailTemplate;

/** One mail on its way. Its transitions throw when its state forbids them. */
@Entity
@Table(name = "message")
class Message {

    private static final int LONGEST_ERROR = 500;

    @Id
    private UUID id;

    private String template;

    @Column(name = "member_id")
    private UUID memberId;

    private String address;
    private String locale;
    private String content;
    private String subject;

    @Enumerated(EnumType.STRING)
    private MessageStatus status;

    private int attempts;

    @Column(name = "next_attempt_at")
    private Instant nextAttemptAt;

    @Column(name = "last_error")
    private String lastError;

    @Column(name = "expires_at")
    private Instant expiresAt;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "changed_at")
    private Instant changedAt;

    protected Message() {}

    /** One replica is about to send it. Should that replica die, it is due again when the lease is over. */
    void claim(Instant now, Duration lease) {
        require(MessageStatus.QUEUED);
        attempts++;
        nextAttemptAt = now.plus(lease);
    }

    /** The member is not known yet: no attempt was made. */
    void waitForMember(Instant until) {
        require(MessageStatus.QUEUED);
        attempts--;
        nextAttemptAt = until;
        lastError = "waits for its member to become known";
    }

    void sent(Instant now, String to, String finalSubject, String contentToKeep) {
        require(MessageStatus.QUEUED);
        status = MessageStatus.SENT;
        address = to;
        subject = finalSubject;
        content = contentToKeep;
        lastError = null;
        changedAt = now;
    }

    void retryAt(Instant at, String error) {
        require(MessageStatus.QUEUED);
        nextAttemptAt = at;
        lastError = shortened(error);
    }

    void park(Instant now, String error) {
        require(MessageStatus.QUEUED);
        status = MessageStatus.FAILED;
        lastError = shortened(error);
        changedAt = now;
    }

    void drop(Instant now) {
        require(MessageStatus.QUEUED);
        status = MessageStatus.DROPPED;
        changedAt = now;
        forget();
    }

    /** Staff want it sent after all. */
    void retry(Instant now) {
        require(MessageStatus.FAILED);
        status = MessageStatus.QUEUED;
        attempts = 0;
        nextAttemptAt = now;
        changedAt = now;
    }

    private void forget() {
        address = null;
        content = null;
        subject = null;
        locale = null;
        lastError = null;
    }

    private void require(MessageStatus needed) {
        if (status != needed) {
            throw new IllegalStateException("message " + id + " is " + status + ", not " + needed);
        }
    }

    private static String shortened(String error) {
        return error.length() <= LONGEST_ERROR ? error : error.substring(0, LONGEST_ERROR);
    }

    boolean isQueued() {
        return status == MessageStatus.QUEUED;
    }

    boolean isFailed() {
        return status == MessageStatus.FAILED;
    }

    boolean isExpired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    MailTemplate template() {
        return MailTemplate.named(template).orElseThrow(() -> new IllegalStateException("no template " + template));
    }

    String templateName() {
        return template;
    }

    UUID id() {
        return id;
    }

    UUID memberId() {
        return memberId;
    }

    String address() {
        return address;
    }

    String locale() {
        return locale;
    }

    String content() {
        return content;
    }

    String subject() {
        return subject;
    }

    MessageStatus status() {
        return status;
    }

    int attempts() {
        return attempts;
    }

    Instant nextAttemptAt() {
        return nextAttemptAt;
    }

    String lastError() {
        return lastError;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant changedAt() {
        return changedAt;
    }
}

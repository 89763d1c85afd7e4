package shop.pennywell.mailing.template;

/** One mail, worded: a single-line subject and the body in both forms. */
public record RenderedMail(String subject, String html, String text) {}

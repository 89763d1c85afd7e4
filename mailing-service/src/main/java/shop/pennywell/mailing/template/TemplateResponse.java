package shop.pennywell.mailing.template;

/** A template as staff see it; {@code subject} is worded with the sample content. */
record TemplateResponse(String name, String subject, String why) {}

package shop.pennywell.mailing.template;

import io.quarkus.qute.Engine;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;

/** Words a mail for one reader. */
@ApplicationScoped
public class RenderMail {

    private static final int LONGEST_SUBJECT = 150;

    private final Engine engine;
    private final TemplateConfig config;

    RenderMail(Engine engine, TemplateConfig config) {
        this.engine = engine;
        this.config = config;
    }

    /**
     * @param locale a BCP 47 language tag; an unreadable one falls back to British English
     * @param displayName how to greet, or null; left out where it does not look like a name
     */
    public RenderedMail render(MailTemplate template, MailContent content, String locale, String displayName) {
        String name = template.toUnprovenAddress() ? null : displayName;
        MailFrame frame = new MailFrame(locale, name, template.why(), config);
        Template html = engine.getTemplate("mail/" + template.wireName() + ".html");
        Template text = engine.getTemplate("mail/" + template.wireName() + ".txt");
        String subject = filled(text.getFragment("subject").instance(), content, frame);
        return new RenderedMail(
                singleLine(subject),
                filled(html.instance(), content, frame).strip(),
                filled(text.instance(), content, frame).strip() + "\n");
    }

    private static String filled(TemplateInstance instance, MailContent content, MailFrame frame) {
        return instance.data("content", content).data("mail", frame).render();
    }

    /** A store's name ends up in the subject; no control character of it may start a header of its own. */
    private static String singleLine(String subject) {
        String line = subject.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
        if (line.codePointCount(0, line.length()) <= LONGEST_SUBJECT) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, LONGEST_SUBJECT - 1)) + "…";
    }
}

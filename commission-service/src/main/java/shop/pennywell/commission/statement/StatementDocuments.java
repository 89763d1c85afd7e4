package shop.pennywell.commission.statement;

import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import shop.pennywell.commission.partner.PartnerRepository;
import shop.pennywell.commission.statement.StatementLineRepository.StoreSum;
import shop.pennywell.defaults.money.Money;
import shop.pennywell.defaults.page.Cursor;
import shop.pennywell.defaults.page.Page;
import shop.pennywell.defaults.page.PageQuery;
import shop.pennywell.defaults.problem.CommonProblem;

import static com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle.NORMAL;
import static java.nio.charset.StandardCharsets.UTF_8;

/** The lines of a statement: by the page, as CSV of any length, and as a PDF of a length that people read. */
@ApplicationScoped
class StatementDocuments {
    static final String CSV = "text/csv; charset=UTF-8";
    static final String PDF = "application/pdf";

    /** What a PDF shows of the lines; all of them are in the CSV. */
    static final int PRINTED = 1_000;

    private static final int AT_ONCE = 5_000;
    private static final String[] COLUMNS = {
        "position", "kind", "reference", "store", "ordered_at", "order_value", "amount", "currency"
    };

    private final StatementLineRepository lines;
    private final PartnerRepository partners;

    /** A PDF takes a core and some tens of megabytes. */
    private final Semaphore renderers = new Semaphore(2);

    StatementDocuments(StatementLineRepository lines, PartnerRepository partners) {
        this.lines = lines;
        this.partners = partners;
    }

    @CheckedTemplate(basePath = "")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance statement(Sheet sheet);
    }

    /**
     * What a PDF shows.
     *
     * @param more whether there are lines that it does not show
     */
    record Sheet(
            StatementResponse statement,
            String partner,
            LocalDate closedOn,
            Money due,
            List<StoreSum> stores,
            List<StatementLine> lines,
            boolean more) {}

    Page<StatementLine> page(Statement statement, PageQuery page) {
        return Page.of(
                lines.after(statement, position(page.cursor()), page.limit() + 1),
                page.limit(),
                line -> line,
                line -> Integer.toString(line.position()));
    }

    /** Read in parts, each in a database transaction of its own: lines never change. */
    Response csv(Statement statement) {
        StreamingOutput body = output -> {
            try (CSVPrinter printer = new CSVPrinter(new OutputStreamWriter(output, UTF_8), CSVFormat.RFC4180)) {
                printer.printRecord((Object[]) COLUMNS);
                List<StatementLine> part;
                int position = 0;
                do {
                    int behind = position;
                    part = QuarkusTransaction.requiringNew().call(() -> lines.after(statement, behind, AT_ONCE));
                    for (StatementLine line : part) {
                        print(printer, line);
                        position = line.position();
                    }
                } while (part.size() == AT_ONCE);
            }
        };
        return file(body, CSV, statement, "csv");
    }

    Response pdf(Statement statement) {
        if (!renderers.tryAcquire()) {
            throw CommonProblem.UNAVAILABLE.problem(null);
        }
        try {
            List<StatementLine> printed = lines.after(statement, 0, PRINTED + 1);
            boolean more = printed.size() > PRINTED;
            long due = Math.max(0, statement.total().minor() - statement.paid().minor());
            Sheet sheet = new Sheet(
                    StatementResponse.of(statement),
                    partners.findById(statement.partnerId()).name(),
                    LocalDate.ofInstant(statement.createdAt(), ZoneOffset.UTC),
                    new Money(due, statement.total().currency()),
                    lines.stores(statement),
                    more ? printed.subList(0, PRINTED) : printed,
                    more);
            var bytes = new ByteArrayOutputStream();
            render(Templates.statement(sheet).render(), bytes);
            return file(bytes.toByteArray(), PDF, statement, "pdf");
        } finally {
            renderers.release();
        }
    }

    private static void render(String html, OutputStream output) {
        var builder = new PdfRendererBuilder();
        builder.useFont(() -> font("Regular"), "Liberation Sans", 400, NORMAL, true);
        builder.useFont(() -> font("Bold"), "Liberation Sans", 700, NORMAL, true);
        builder.useUriResolver((base, uri) -> null); // nothing is fetched for a document
        builder.withHtmlContent(html, null);
        builder.toStream(output);
        try {
            builder.run();
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
    }

    private static InputStream font(String style) {
        return StatementDocuments.class.getResourceAsStream("/liberation/LiberationSans-" + style + ".ttf");
    }

    private static void print(CSVPrinter printer, StatementLine line) throws IOException {
        printer.printRecord(
                line.position(),
                line.kind(),
                harmless(line.reference()),
                line.store(),
                line.orderedAt(),
                line.orderValue() == null ? null : line.orderValue().amount(),
                line.amount().amount(),
                line.amount().currencyCode());
    }

    /** A partner chose it, and staff open it in a spreadsheet, which takes some beginnings for a formula (OWASP, CSV injection). */
    private static String harmless(String reference) {
        return reference.matches("(?s)[=+\\-@\\t\\r].*") ? "'" + reference : reference;
    }

    private static Response file(Object body, String type, Statement statement, String ending) {
        String name = String.format(Locale.ROOT, "statement-%s-%s.%s", statement.from(), statement.to(), ending);
        return Response.ok(body, type)
                .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .build();
    }

    private static int position(String cursor) {
        if (cursor == null) {
            return 0;
        }
        try {
            return Integer.parseInt(cursor);
        } catch (NumberFormatException notAPosition) {
            throw Cursor.invalid();
        }
    }
}

package shop.pennywell.commission.statement;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import shop.pennywell.commission.CommissionProblem;
import shop.pennywell.commission.partner.Partner;
import shop.pennywell.commission.partner.PartnerRepository;
import shop.pennywell.commission.statement.StatementLine.Kind;
import shop.pennywell.commission.transaction.TransactionRepository;
import shop.pennywell.commission.webhook.Webhooks;

/**
 * Bills a partner: every transaction that was approved before the period's end and is on no statement yet, once and for all. The period's
 * beginning only names it: what was approved too late for an earlier statement is on the next one, or it would never be billed. Taken off is
 * what has come to the partner's credit since: orders taken back that an earlier statement billed, money paid too much. That pays as many of
 * the orders at once as it covers; what it exceeds them by is the next statement's to take off.
 */
@ApplicationScoped
class CloseStatement {
    private static final List<Kind> NEWS = List.of(Kind.REVERSED_ORDER, Kind.OVERPAYMENT);
    private static final List<Kind> CREDITS = List.of(Kind.REVERSED_ORDER, Kind.OVERPAYMENT, Kind.BALANCE);

    private final PartnerRepository partners;
    private final StatementRepository statements;
    private final StatementLineRepository lines;
    private final TransactionRepository transactions;
    private final PayLines payLines;
    private final Webhooks webhooks;
    private final ObjectMapper json;
    private final Clock clock;

    CloseStatement(
            PartnerRepository partners,
            StatementRepository statements,
            StatementLineRepository lines,
            TransactionRepository transactions,
            PayLines payLines,
            Webhooks webhooks,
            ObjectMapper json,
            Clock clock) {
        this.partners = partners;
        this.statements = statements;
        this.lines = lines;
        this.transactions = transactions;
        this.payLines = payLines;
        this.webhooks = webhooks;
        this.json = json;
        this.clock = clock;
    }

    @Transactional
    Statement close(StatementRequest request, String saidBy) {
        if (request.to().isBefore(request.from())) {
            throw CommissionProblem.PERIOD_INVALID.problem(null);
        }
        Partner partner =
                partners.lock(request.partnerId()).orElseThrow(() -> CommissionProblem.PARTNER_UNKNOWN.problem(null));
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Statement statement = new Statement(partner.id(), request.from(), request.to(), partner.currency(), now);
        statements.persistAndFlush(statement);
        Instant end = start(request.to().plusDays(1));
        statement.bill(transactions.bill(statement.id(), partner.id(), end));
        lines.addOrders(statement);
        lines.addCredits(statement, end);
        if (statement.transactions() == 0 && lines.sum(statement.id(), NEWS) == 0) {
            throw CommissionProblem.STATEMENT_EMPTY.problem(null);
        }
        statement.close(lines.sum(statement.id(), List.of(Kind.ORDER)), -lines.sum(statement.id(), CREDITS));
        ObjectNode cause =
                json.createObjectNode().put("statementId", statement.id().toString());
        payLines.pay(statement, now, saidBy, cause);
        webhooks.tell(List.of(StatementNews.closed(statement)));
        return statement;
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}

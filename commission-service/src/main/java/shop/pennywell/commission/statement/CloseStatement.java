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
import shop.pennywell.commission.CommissionProblem;
import shop.pennywell.commission.partner.Partner;
import shop.pennywell.commission.partner.PartnerRepository;
import shop.pennywell.commission.transaction.TransactionRepository;

/**
 * Bills a partner: every transaction that was approved before the period's end and is on no statement yet, once and for all. The period's
 * beginning only names it: what was approved too late for an earlier statement is on the next one, or it would never be billed. A statement
 * that asks for nothing is paid when it is made.
 */
@ApplicationScoped
class CloseStatement {
    private final PartnerRepository partners;
    private final StatementRepository statements;
    private final TransactionRepository transactions;
    private final PayLines payLines;
    private final ObjectMapper json;
    private final Clock clock;

    CloseStatement(
            PartnerRepository partners,
            StatementRepository statements,
            TransactionRepository transactions,
            PayLines payLines,
            ObjectMapper json,
            Clock clock) {
        this.partners = partners;
        this.statements = statements;
        this.transactions = transactions;
        this.payLines = payLines;
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
        int billed = transactions.bill(
                statement.id(), partner.id(), start(request.to().plusDays(1)));
        if (billed == 0) {
            throw CommissionProblem.STATEMENT_EMPTY.problem(null);
        }
        statement.close(billed, transactions.billed(statement.id()));
        if (statement.total().isZero()) {
            ObjectNode cause =
                    json.createObjectNode().put("statementId", statement.id().toString());
            payLines.pay(payLines.covered(statement), now, saidBy, cause);
        }
        return statement;
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}

package shop.pennywell.commission.fileformat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import shop.pennywell.commission.fileformat.CsvRows.Row;

/**
 * Orders and validations of a CSV file: rows of the same order that follow each other are its items.
 *
 * <p>An order is taken whole or not at all, because one that is reported without one of its items could never be put right. So a row that
 * cannot be read spoils the order that it stands within, or whose reference it holds; no other.
 */
final class CsvEntries implements EntryReader {
    private static final int MOST_BYTES = 2 << 20;
    private static final int MOST_ROWS = 2_000;
    private static final int MOST_UNREADABLE_WITHIN = 16;
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,18}");
    private static final List<String> OF_AN_ORDER =
            List.of("clickId", "orderReference", "orderedAt", "currency", "customer", "voucherCode");
    private static final List<String> OF_A_VALIDATION = List.of("transactionId", "orderReference", "action", "reason");
    private static final List<String> OF_AN_ITEM = List.of("sku", "name", "group", "quantity", "amount");

    private final Lines lines;
    private final CsvRows rows;
    private final CsvHeader header;
    private final Kind kind;
    private final ObjectMapper json;
    private final List<Row> ahead = new ArrayList<>();

    CsvEntries(Lines lines, CsvHeader header, Kind kind, ObjectMapper json) {
        this.lines = lines;
        this.rows = new CsvRows(lines, header);
        this.header = header;
        this.kind = kind;
        this.json = json;
    }

    @Override
    public long position() {
        return ahead.isEmpty() ? lines.position() : ahead.get(0).position();
    }

    @Override
    public long lines() {
        return ahead.isEmpty() ? lines.before() : ahead.get(0).line() - 1;
    }

    @Override
    public Entry next() throws IOException {
        Row first = peek(0);
        if (first == null) {
            return null;
        }
        boolean readable = first.cells() != null;
        Row named = readable ? first : peek(1);
        if (!readable && (named == null || named.cells() == null || !holdsReferenceOf(first, named))) {
            ahead.remove(0);
            return Entry.unreadable(first.line(), first.position(), first.length(), first.code(), first.detail());
        }
        Run run = new Run(named);
        if (!readable) {
            run.add(poll());
        }
        run.add(poll());
        for (int more = following(named); more > 0; more = following(named)) {
            for (int i = 0; i < more; i++) {
                run.add(poll());
            }
        }
        return run.entry();
    }

    /** How many of the rows that come next belong to the order of this one as well, by what the first readable of them says. */
    private int following(Row of) throws IOException {
        int unreadable = 0;
        int holding = 0;
        Row row = peek(0);
        while (row != null && row.cells() == null && unreadable < MOST_UNREADABLE_WITHIN) {
            unreadable++;
            if (holdsReferenceOf(row, of)) {
                holding = unreadable;
            }
            row = peek(unreadable);
        }
        return row != null && row.cells() != null && isSame(of, row) ? unreadable + 1 : holding;
    }

    private boolean isSame(Row first, Row row) {
        if ("1".equals(cell(row, "item"))) {
            return false;
        }
        if (kind == Kind.ORDERS) {
            String reference = cell(row, "orderReference");
            return reference != null && reference.equals(cell(first, "orderReference"));
        }
        String action = cell(first, "action");
        boolean hasItems = "AMEND".equals(action) || ("APPROVE".equals(action) && hasItem(first) && hasItem(row));
        return hasItems
                && action.equals(cell(row, "action"))
                && Objects.equals(cell(first, "transactionId"), cell(row, "transactionId"))
                && Objects.equals(cell(first, "orderReference"), cell(row, "orderReference"));
    }

    /** Two approvals without items are two. */
    private boolean hasItem(Row row) {
        return cell(row, "sku") != null;
    }

    /** Whether the reference stands there by itself and not as a part of another. */
    private boolean holdsReferenceOf(Row unreadable, Row named) {
        return holds(unreadable.text(), cell(named, "orderReference"))
                || holds(unreadable.text(), cell(named, "transactionId"));
    }

    private static boolean holds(String text, String reference) {
        if (reference == null) {
            return false;
        }
        for (int at = text.indexOf(reference); at >= 0; at = text.indexOf(reference, at + 1)) {
            int end = at + reference.length();
            if ((at == 0 || separates(text.charAt(at - 1))) && (end == text.length() || separates(text.charAt(end)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean separates(char character) {
        return ",;\"\t\n ".indexOf(character) >= 0;
    }

    private String cell(Row row, String name) {
        return header.cell(row.cells(), name);
    }

    private Row peek(int index) throws IOException {
        while (ahead.size() <= index) {
            Row row = rows.next();
            if (row == null) {
                return null;
            }
            ahead.add(row);
        }
        return ahead.get(index);
    }

    private Row poll() {
        return ahead.remove(0);
    }

    /** The rows of one order or validation. */
    private final class Run {
        private final Row named;
        private final ObjectNode payload = json.createObjectNode();
        private ArrayNode items;
        private Row first;
        private Row last;
        private Row fault;
        private String code;
        private String detail;
        private int count;

        Run(Row named) {
            this.named = named;
            fields().forEach(name -> payload.put(name, cell(named, name)));
            fields().stream().filter(name -> cell(named, name) == null).forEach(payload::remove);
        }

        void add(Row row) {
            first = first == null ? row : first;
            last = row;
            count++;
            if (row.cells() == null) {
                refuse(row, row.code(), row.detail() + "; its order is refused as a whole");
            } else if (count > MOST_ROWS) {
                refuse(named, "too-many-rows", "an order has at most " + MOST_ROWS + " rows");
            } else if (row.position() + row.length() - first.position() > MOST_BYTES) {
                refuse(named, "too-many-rows", "the rows of an order have at most " + MOST_BYTES + " bytes");
            } else {
                fields().stream()
                        .filter(name -> differs(row, name))
                        .findFirst()
                        .ifPresent(name -> refuse(
                                row,
                                "rows-differ",
                                "the rows of an order say the same " + name + ", or nothing after the first"));
                if (fault == null) {
                    addItem(row);
                }
            }
        }

        private List<String> fields() {
            return kind == Kind.ORDERS ? OF_AN_ORDER : OF_A_VALIDATION;
        }

        private boolean differs(Row row, String name) {
            String said = cell(row, name);
            return said != null && !said.equals(cell(named, name));
        }

        /** The first fault counts. */
        private void refuse(Row row, String why, String inWords) {
            if (fault == null) {
                fault = row;
                code = why;
                detail = inWords;
            }
        }

        private void addItem(Row row) {
            ObjectNode item = json.createObjectNode();
            for (String name : OF_AN_ITEM) {
                String said = cell(row, name);
                if (said != null
                        && name.equals("quantity")
                        && WHOLE_NUMBER.matcher(said).matches()) {
                    long number = Long.parseLong(said);
                    item.set(
                            name,
                            number == (int) number
                                    ? json.getNodeFactory().numberNode((int) number)
                                    : json.getNodeFactory().numberNode(number));
                } else if (said != null) {
                    item.put(name, said);
                }
            }
            if (!item.isEmpty() || kind == Kind.ORDERS) {
                items = items == null ? payload.putArray("items") : items;
                items.add(item);
            }
        }

        Entry entry() {
            long length = last.position() + last.length() - first.position();
            return fault == null
                    ? Entry.of(first.line(), first.position(), length, payload)
                    : Entry.unreadable(fault.line(), first.position(), length, code, detail);
        }
    }
}

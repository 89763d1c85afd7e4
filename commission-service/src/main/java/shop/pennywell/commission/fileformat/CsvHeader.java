package shop.pennywell.commission.fileformat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The names of the columns. Case and blanks around them count for nothing, nor do columns that have no meaning here. */
final class CsvHeader {
    private static final List<String> KNOWN = List.of(
            "transactionId",
            "clickId",
            "orderReference",
            "orderedAt",
            "currency",
            "customer",
            "voucherCode",
            "action",
            "reason",
            "item",
            "sku",
            "name",
            "group",
            "quantity",
            "amount");
    private static final Set<String> OF_ORDERS =
            Set.of("clickId", "orderReference", "orderedAt", "currency", "sku", "quantity", "amount");

    private static final Pattern UNSEEN = Pattern.compile("\\p{Cntrl}");

    private final List<String> names;
    private final Map<String, Integer> columns = new HashMap<>();

    private CsvHeader(List<String> names) {
        this.names = List.copyOf(names);
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i).strip();
            for (String known : KNOWN) {
                if (known.equalsIgnoreCase(name)) {
                    columns.put(known, i);
                }
            }
        }
    }

    /** Reads the first line that is not blank. */
    static CsvHeader read(Lines lines, Kind kind) throws IOException {
        Lines.Line line = lines.poll();
        while (line != null && line.isBlank()) {
            line = lines.poll();
        }
        // What reads on later sees the beginning of the file only.
        boolean isNear = line != null && line.position() <= Lines.MAX_LINE;
        String text = !isNear || line.bytes() == null ? null : line.text();
        List<String> names = text == null ? null : CsvText.split(text);
        if (names == null) {
            throw new UnreadableFile(
                    "header-missing", "the first line has the names of the columns, separated by commas");
        }
        CsvHeader header = new CsvHeader(names);
        header.requireFor(kind, names);
        return header;
    }

    private void requireFor(Kind kind, List<String> names) throws UnreadableFile {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            String plain = name.strip().toLowerCase(Locale.ROOT);
            if (!plain.isEmpty() && !seen.add(plain)) {
                throw new UnreadableFile("header-ambiguous", "two columns are called " + shown(name.strip()));
            }
        }
        List<String> missing = new ArrayList<>();
        if (kind == Kind.ORDERS) {
            KNOWN.stream()
                    .filter(OF_ORDERS::contains)
                    .filter(name -> !has(name))
                    .forEach(missing::add);
        } else {
            if (!has("transactionId") && !has("orderReference")) {
                missing.add("transactionId or orderReference");
            }
            if (!has("action")) {
                missing.add("action");
            }
        }
        if (!missing.isEmpty()) {
            throw new UnreadableFile("header-incomplete", "the header lacks " + String.join(", ", missing));
        }
    }

    /** Fit to be kept and read: a file that is none may hold anything there. */
    private static String shown(String name) {
        String visible = UNSEEN.matcher(name).replaceAll("?");
        return visible.substring(0, Math.min(visible.length(), 50));
    }

    private boolean has(String name) {
        return columns.containsKey(name);
    }

    /** How many columns there are, those without meaning included. */
    int size() {
        return names.size();
    }

    List<String> names() {
        return names;
    }

    /** Null if there is no such column or the cell is empty. */
    String cell(List<String> cells, String name) {
        Integer column = columns.get(name);
        String cell = column == null ? null : cells.get(column).strip();
        return cell == null || cell.isEmpty() ? null : cell;
    }
}

package shop.pennywell.commission.fileformat;

import java.util.ArrayList;
import java.util.List;

/**
 * Cells of a record as RFC 4180 writes them. Own code, because a parser of streams can tell neither where each record lies, nor how to go on
 * after one that is broken.
 */
final class CsvText {
    private CsvText() {}

    /** Null if the quotation marks make no sense; one within a cell that does not begin with one is a character like any other. */
    static List<String> split(String text) {
        List<String> cells = new ArrayList<>();
        int at = 0;
        while (true) {
            int end;
            if (at < text.length() && text.charAt(at) == '"') {
                StringBuilder cell = new StringBuilder();
                end = unquoted(text, at + 1, cell);
                if (end < 0 || (end < text.length() && text.charAt(end) != ',')) {
                    return null;
                }
                cells.add(cell.toString());
            } else {
                int comma = text.indexOf(',', at);
                end = comma < 0 ? text.length() : comma;
                String cell = text.substring(at, end);
                if (cell.indexOf('\n') >= 0) {
                    return null;
                }
                cells.add(cell);
            }
            if (end == text.length()) {
                return cells;
            }
            at = end + 1;
        }
    }

    /** As a cell that {@link #split} reads as this text. */
    static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    /** Where the cell ends, after its last quotation mark; less than zero if it does not. */
    private static int unquoted(String text, int from, StringBuilder cell) {
        int at = from;
        while (true) {
            int mark = text.indexOf('"', at);
            if (mark < 0) {
                return -1;
            }
            cell.append(text, at, mark);
            if (mark + 1 == text.length() || text.charAt(mark + 1) != '"') {
                return mark + 1;
            }
            cell.append('"');
            at = mark + 2;
        }
    }
}

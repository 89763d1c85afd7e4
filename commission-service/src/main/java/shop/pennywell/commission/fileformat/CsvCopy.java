package shop.pennywell.commission.fileformat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/** A CSV file with three columns more in front. */
final class CsvCopy implements EntryCopy {
    private static final List<String> FAULT = List.of("error-line", "error-code", "error-detail");

    private final CsvHeader header;
    private final Writer out;

    CsvCopy(CsvHeader header, Writer out) throws IOException {
        this.header = header;
        this.out = out;
        write(FAULT, header.names());
    }

    @Override
    public void copy(byte[] text, long line, String code, String detail) throws IOException {
        List<String> fault = List.of(Long.toString(line), code, detail);
        if (text.length == 0) {
            write(fault, List.of());
            return;
        }
        // Not from the position 0, where alone there could be a byte order mark.
        CsvRows rows = new CsvRows(new Lines(new ByteArrayInputStream(text), 1, 0), header);
        for (CsvRows.Row row = rows.next(); row != null; row = rows.next()) {
            if (row.cells() == null) {
                out.write(joined(fault) + "," + row.text() + "\n");
            } else {
                write(fault, row.cells());
            }
            fault = List.of("", "", "");
        }
    }

    /** Without what an earlier copy had put in front. */
    private void write(List<String> fault, List<String> cells) throws IOException {
        List<String> all = new ArrayList<>(fault);
        for (int i = 0; i < cells.size(); i++) {
            if (!FAULT.contains(header.names().get(i))) {
                all.add(cells.get(i));
            }
        }
        out.write(joined(all) + "\n");
    }

    private static String joined(List<String> cells) {
        return String.join(",", cells.stream().map(CsvText::quoted).toList());
    }
}

package shop.pennywell.commission.transaction;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Adds any number of rows by one statement: each column goes over as one array of texts, which PostgreSQL takes apart again. The text of the
 * statement is always the same, so it is planned once, and a thousand rows cost one round trip like one.
 */
final class BulkInsert<T> {
    private final List<Column<T>> columns = new ArrayList<>();
    private final String table;
    private final String ending;
    private String sql = "";

    /** @param value what {@code toString} writes as PostgreSQL reads the type, or null */
    private record Column<T>(String name, String type, Function<T, Object> value) {}

    /** @param ending what stands after the rows, such as {@code on conflict do nothing} */
    BulkInsert(String table, String ending) {
        this.table = table;
        this.ending = ending;
    }

    BulkInsert<T> column(String name, String type, Function<T, Object> value) {
        columns.add(new Column<>(name, type, value));
        sql = "insert into " + table + " (" + joined(i -> columns.get(i).name()) + ") select "
                + joined(i -> "cast(c" + i + " as " + columns.get(i).type() + ")") + " from unnest("
                + joined(i -> "?") + ") as rows (" + joined(i -> "c" + i) + ") " + ending;
        return this;
    }

    void insert(Connection connection, List<T> rows) throws SQLException {
        try (PreparedStatement statement = statement(connection, rows, "")) {
            statement.executeUpdate();
        }
    }

    /** The ids of the rows that were added. */
    List<UUID> insertReturningIds(Connection connection, List<T> rows) throws SQLException {
        try (PreparedStatement statement = statement(connection, rows, " returning id");
                ResultSet added = statement.executeQuery()) {
            List<UUID> ids = new ArrayList<>(rows.size());
            while (added.next()) {
                ids.add(added.getObject(1, UUID.class));
            }
            return ids;
        }
    }

    private PreparedStatement statement(Connection connection, List<T> rows, String returning) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql + returning);
        for (int i = 0; i < columns.size(); i++) {
            Function<T, Object> value = columns.get(i).value();
            String[] texts = new String[rows.size()];
            for (int row = 0; row < texts.length; row++) {
                Object of = value.apply(rows.get(row));
                texts[row] = of == null ? null : of.toString();
            }
            statement.setArray(i + 1, connection.createArrayOf("text", texts));
        }
        return statement;
    }

    private String joined(Function<Integer, String> each) {
        return IntStream.range(0, columns.size()).mapToObj(each::apply).collect(Collectors.joining(", "));
    }
}

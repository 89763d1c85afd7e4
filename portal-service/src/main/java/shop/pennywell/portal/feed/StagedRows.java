package shop.pennywell.portal.feed;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import shop.pennywell.defaults.id.Ids;
import shop.pennywell.portal.offer.Offer;

/**
 * The bulk side of an import, in plain SQL: rows are staged in batches, then replace the feed's products within the
 * transaction of the caller. What writes as many rows as a file has goes in pieces, each short enough for the driver's socket
 * timeout.
 */
@ApplicationScoped
class StagedRows {

    private static final int PIECE = 10_000;

    private final DataSource dataSource;

    StagedRows(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** An offer with the line it stood on. */
    record Staged(long line, Offer offer) {}

    /** What an import has begun before, in another attempt. */
    void clear(UUID importId) {
        clearStaged(importId);
        update("delete from feed_import_errors where import_id = ?", importId);
    }

    /**
     * @param rows with ids that differ from each other
     * @return the ids that were staged; the others have been staged by an earlier batch
     */
    Set<String> stage(UUID importId, UUID feedId, List<Staged> rows) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(STAGE)) {
            insert.setObject(1, importId);
            array(connection, insert, 2, "text", rows, Offer::externalId);
            array(connection, insert, 3, "uuid", rows, offer -> productId(feedId, offer.externalId()));
            array(connection, insert, 4, "text", rows, Offer::fingerprint);
            array(connection, insert, 5, "text", rows, Offer::title);
            array(connection, insert, 6, "text", rows, Offer::description);
            array(connection, insert, 7, "text", rows, Offer::brand);
            array(connection, insert, 8, "text", rows, Offer::category);
            array(connection, insert, 9, "text", rows, Offer::link);
            array(connection, insert, 10, "text", rows, Offer::imageUrl);
            array(connection, insert, 11, "bigint", rows, offer -> offer.price().minor());
            array(connection, insert, 12, "bigint", rows, StagedRows::listPrice);
            array(connection, insert, 13, "text", rows, offer -> offer.price().currencyCode());
            array(connection, insert, 14, "bigint", rows, StagedRows::tenThousandths);
            array(connection, insert, 15, "text", rows, Offer::commissionGroup);
            array(connection, insert, 16, "text", rows, Offer::gtin);
            array(connection, insert, 17, "boolean", rows, Offer::available);
            Set<String> staged = new HashSet<>();
            try (ResultSet inserted = insert.executeQuery()) {
                while (inserted.next()) {
                    staged.add(inserted.getString(1));
                }
            }
            return staged;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static final String STAGE = """
            insert into feed_rows (import_id, external_id, product_id, fingerprint, title, description, brand, category, link,
                                   image_url, price_minor, list_price_minor, currency, price_e4, commission_group, gtin,
                                   available)
            select ?, * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict do nothing
            returning external_id
            """;

    void addErrors(UUID importId, int firstOrdinal, List<ImportResponse.RowError> errors) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert =
                        connection.prepareStatement("insert into feed_import_errors values (?, ?, ?, ?, ?)")) {
            int ordinal = firstOrdinal;
            for (ImportResponse.RowError error : errors) {
                insert.setObject(1, importId);
                insert.setInt(2, ordinal++);
                insert.setLong(3, error.line());
                insert.setString(4, error.code());
                insert.setString(5, error.detail());
                insert.addBatch();
            }
            insert.executeBatch();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    int copyErrors(UUID from, UUID to) {
        return update("""
                insert into feed_import_errors (import_id, ordinal, line, code, detail)
                select ?, ordinal, line, code, detail from feed_import_errors where import_id = ?
                """, to, from);
    }

    long productsOf(UUID feedId) {
        return count("select count(*) from products where feed_id = ?", feedId);
    }

    /** How many products of the feed the staged file has no more. */
    long missing(UUID importId, UUID feedId) {
        return count("select count(*) from products p where p.feed_id = ? and " + NOT_STAGED, feedId, importId);
    }

    private static final String NOT_STAGED =
            "not exists (select 1 from feed_rows r where r.import_id = ? and r.external_id = p.external_id)";

    /** Products become what is staged; a product that is the same already is not touched. */
    void upsert(UUID importId, Feed feed, Instant now) {
        OffsetDateTime at = now.atOffset(ZoneOffset.UTC);
        inPieces(
                STAGED_PIECE,
                importId,
                (after, last) -> update(UPSERT, feed.id(), feed.storeId(), feed.country(), at, importId, after, last));
    }

    private static final String UPSERT = """
            insert into products (feed_id, store_id, country, updated_at, id, external_id, fingerprint, title, description,
                                  brand, category, link, image_url, price_minor, list_price_minor, currency, price_e4,
                                  commission_group, gtin, available)
            select ?, ?, ?, ?, product_id, external_id, fingerprint, title, description, brand, category, link, image_url,
                   price_minor, list_price_minor, currency, price_e4, commission_group, gtin, available
            from feed_rows where import_id = ? and external_id > ? and external_id <= ?
            on conflict (feed_id, external_id) do update set
                updated_at = excluded.updated_at, fingerprint = excluded.fingerprint, title = excluded.title,
                description = excluded.description, brand = excluded.brand, category = excluded.category,
                link = excluded.link, image_url = excluded.image_url, price_minor = excluded.price_minor,
                list_price_minor = excluded.list_price_minor, currency = excluded.currency, price_e4 = excluded.price_e4,
                commission_group = excluded.commission_group, gtin = excluded.gtin, available = excluded.available
            where products.fingerprint <> excluded.fingerprint
            """;

    int removeMissing(UUID importId, UUID feedId) {
        return inPieces(
                PRODUCTS_PIECE,
                feedId,
                (after, last) -> update(
                        "delete from products p where p.feed_id = ? and p.external_id > ? and p.external_id <= ? and "
                                + NOT_STAGED,
                        feedId,
                        after,
                        last,
                        importId));
    }

    void clearStaged(UUID importId) {
        inPieces(
                STAGED_PIECE,
                importId,
                (after, last) -> update(
                        "delete from feed_rows where import_id = ? and external_id > ? and external_id <= ?",
                        importId,
                        after,
                        last));
    }

    /** The same for the same article of the same feed, so that its page keeps its address. */
    private static UUID productId(UUID feedId, String externalId) {
        return Ids.derived("product", feedId + " " + externalId);
    }

    private static Long listPrice(Offer offer) {
        return offer.listPrice() == null ? null : offer.listPrice().minor();
    }

    private static Long tenThousandths(Offer offer) {
        long scaled = offer.price().minor();
        for (int digits = offer.price().currency().getDefaultFractionDigits(); digits < 4; digits++) {
            scaled *= 10;
        }
        return scaled;
    }

    private static final String STAGED_PIECE = """
            select max(external_id) from (
                select external_id from feed_rows where import_id = ? and external_id > ?
                order by external_id limit ?) piece
            """;

    private static final String PRODUCTS_PIECE = """
            select max(external_id) from (
                select external_id from products where feed_id = ? and external_id > ?
                order by external_id limit ?) piece
            """;

    /** Does something with rows whose external id is greater than {@code after} and at most {@code last}. */
    private interface Piece {
        int write(String after, String last);
    }

    /** @return what the pieces add up to */
    private int inPieces(String lastOfPiece, UUID of, Piece piece) {
        int written = 0;
        String after = "";
        for (String last = last(lastOfPiece, of, after); last != null; last = last(lastOfPiece, of, after)) {
            written += piece.write(after, last);
            after = last;
        }
        return written;
    }

    private String last(String lastOfPiece, UUID of, String after) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(lastOfPiece)) {
            bind(select, of, after, PIECE);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void array(
            Connection connection,
            PreparedStatement statement,
            int index,
            String type,
            List<Staged> rows,
            Function<Offer, Object> column)
            throws SQLException {
        Object[] values = rows.stream().map(row -> column.apply(row.offer())).toArray();
        statement.setArray(index, connection.createArrayOf(type, values));
    }

    private int update(String sql, Object... parameters) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            return statement.executeUpdate();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private long count(String sql, Object... parameters) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void bind(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int index = 0; index < parameters.length; index++) {
            statement.setObject(index + 1, parameters[index]);
        }
    }
}

package shop.pennywell.commission.file;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;
import shop.pennywell.commission.file.PartnerFile.Status;

@ApplicationScoped
class FileRepository implements PanacheRepositoryBase<PartnerFile, UUID> {
    private static final UUID LAST = new UUID(-1, -1);

    /** Of two requests with one key the second waits here for the first to be known. */
    void lockKey(UUID partnerId, String idempotencyKey) {
        getEntityManager()
                .createNativeQuery("select pg_advisory_xact_lock(hashtextextended(:key, 0))")
                .setParameter("key", "file " + partnerId + " " + idempotencyKey)
                .getSingleResult();
    }

    Optional<PartnerFile> ofKey(UUID partnerId, String idempotencyKey) {
        return find("partnerId = ?1 and idempotencyKey = ?2", partnerId, idempotencyKey)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    Optional<PartnerFile> lockedFor(UUID id, UUID owner) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE).filter(file -> file.isLeasedTo(owner));
    }

    Optional<PartnerFile> shownTo(UUID partnerId, UUID id) {
        return find("id = ?1 and partnerId = ?2 and status <> ?3", id, partnerId, Status.RECEIVING)
                .firstResultOptional();
    }

    /** A page of a partner's files, newest first. */
    List<PartnerFile> before(UUID partnerId, UUID cursor, int limit) {
        return find(
                        "partnerId = ?1 and id < ?2 and status <> ?3 order by id desc",
                        partnerId,
                        cursor == null ? LAST : cursor,
                        Status.RECEIVING)
                .page(0, limit)
                .list();
    }

    long unfinished(UUID partnerId) {
        return count("partnerId = ?1 and status not in (?2, ?3)", partnerId, Status.DONE, Status.FAILED);
    }

    /** The file that has waited longest for its turn and that nobody works on, locked. */
    Optional<PartnerFile> claim(Instant now) {
        return session().createNativeQuery("""
                        select * from partner_file
                        where status in ('RECEIVED', 'RUNNING') and (lease_until is null or lease_until <= :now)
                        order by turn_at limit 1 for update skip locked
                        """, PartnerFile.class).setParameter("now", now).getResultList().stream()
                .findFirst();
    }

    /** Files that came in before then, and uploads that began before then and never ended; locked, those that others hold left out. */
    List<PartnerFile> claimOld(Instant then, Instant abandoned, int limit) {
        return session()
                .createNativeQuery("""
                        select * from partner_file
                        where received_at < :then and status in ('DONE', 'FAILED')
                           or received_at < :abandoned and status = 'RECEIVING' and lease_until < :abandoned
                        order by received_at limit :limit for update skip locked
                        """, PartnerFile.class)
                .setParameter("then", then)
                .setParameter("abandoned", abandoned)
                .setParameter("limit", limit)
                .getResultList();
    }

    void addErrors(UUID fileId, List<FileError> errors) {
        if (errors.isEmpty()) {
            return;
        }
        session().doWork(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into partner_file_error (file_id, line, position, length, code, detail)
                    select ?, line, position, length, code, detail
                    from unnest(?, ?, ?, ?, ?) as error (line, position, length, code, detail)
                    """)) {
                insert.setObject(1, fileId);
                insert.setArray(
                        2,
                        connection.createArrayOf(
                                "bigint", errors.stream().map(FileError::line).toArray(Long[]::new)));
                insert.setArray(
                        3,
                        connection.createArrayOf(
                                "bigint",
                                errors.stream().map(FileError::position).toArray(Long[]::new)));
                insert.setArray(
                        4,
                        connection.createArrayOf(
                                "bigint", errors.stream().map(FileError::length).toArray(Long[]::new)));
                insert.setArray(
                        5,
                        connection.createArrayOf(
                                "text", errors.stream().map(FileError::code).toArray(String[]::new)));
                insert.setArray(
                        6,
                        connection.createArrayOf(
                                "text", errors.stream().map(FileError::detail).toArray(String[]::new)));
                insert.executeUpdate();
            }
        });
    }

    /** The errors after a line, in their order. */
    List<FileError> errorsAfter(UUID fileId, long line, int limit) {
        return session()
                .createNativeQuery("""
                        select line, position, length, code, detail from partner_file_error
                        where file_id = :file and line > :line order by line limit :limit
                        """, Object[].class)
                .setParameter("file", fileId)
                .setParameter("line", line)
                .setParameter("limit", limit)
                .getResultList()
                .stream()
                .map(row ->
                        new FileError((Long) row[0], (Long) row[1], (Long) row[2], (String) row[3], (String) row[4]))
                .toList();
    }

    /** Deletes some of the errors of a file; how many they were. */
    int forgetErrors(UUID fileId, int limit) {
        return getEntityManager()
                .createNativeQuery("""
                        delete from partner_file_error where file_id = :file and line in (
                            select line from partner_file_error where file_id = :file limit :limit)
                        """)
                .setParameter("file", fileId)
                .setParameter("limit", limit)
                .executeUpdate();
    }

    private Session session() {
        return getEntityManager().unwrap(Session.class);
    }
}

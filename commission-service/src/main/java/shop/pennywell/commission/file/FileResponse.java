package shop.pennywell.commission.file;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A file on the wire.
 *
 * @param kind {@code orders} or {@code validations}
 * @param bytes of the whole file
 * @param bytesRead how far it is
 * @param lines read so far; of the whole file once it is done
 * @param failure why a file as a whole has failed
 * @param errors the first thousand; not in lists
 */
record FileResponse(
        UUID id,
        String kind,
        PartnerFile.Status status,
        long bytes,
        long bytesRead,
        long lines,
        long accepted,
        long duplicates,
        long rejected,
        Failure failure,
        List<Fault> errors,
        Instant receivedAt,
        Instant startedAt,
        Instant endedAt) {

    @Schema(name = "FileError")
    record Fault(long line, String code, String detail) {
        static Fault of(FileError error) {
            return new Fault(error.line(), error.code(), error.detail());
        }
    }

    @Schema(name = "FileFailure")
    record Failure(String code, String detail) {}

    static FileResponse of(PartnerFile file) {
        return of(file, null);
    }

    static FileResponse of(PartnerFile file, List<FileError> errors) {
        return new FileResponse(
                file.id(),
                file.kind().name().toLowerCase(Locale.ROOT),
                file.status(),
                file.bytes(),
                file.position(),
                file.lines(),
                file.accepted(),
                file.duplicates(),
                file.rejected(),
                file.failureCode() == null ? null : new Failure(file.failureCode(), file.failureDetail()),
                errors == null ? null : errors.stream().map(Fault::of).toList(),
                file.receivedAt(),
                file.startedAt(),
                file.endedAt());
    }
}

package shop.pennywell.commission.file;

import java.util.ArrayList;
import java.util.List;
import shop.pennywell.commission.fileformat.Entry;
import shop.pennywell.commission.transaction.BatchResult;

/** What became of the entries of a piece. */
final class Outcomes {
    private long accepted;
    private long duplicates;
    private final List<FileError> errors = new ArrayList<>();

    void count(Entry entry, BatchResult result) {
        switch (result.outcome()) {
            case ACCEPTED -> accepted++;
            case DUPLICATE -> duplicates++;
            case REJECTED -> refuse(entry, result.code(), result.detail());
        }
    }

    void unreadable(Entry entry) {
        refuse(entry, entry.code(), entry.detail());
    }

    /** One that could be read, perhaps, and not be worked off. */
    void passedOver(Entry entry) {
        refuse(entry, "processing-failed", "We could not work it off, and have been told.");
    }

    private void refuse(Entry entry, String code, String detail) {
        errors.add(new FileError(entry.line(), entry.position(), entry.length(), code, detail));
    }

    long accepted() {
        return accepted;
    }

    long duplicates() {
        return duplicates;
    }

    long rejected() {
        return errors.size();
    }

    List<FileError> errors() {
        return List.copyOf(errors);
    }
}

package shop.pennywell.commission.watchlist;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;

/** Who works for a partner: by the mail domains of its people, or by single members. */
record StaffList(
        @NotNull @Size(max = 100) List<@NotNull @Size(max = 253) String> mailDomains,
        @NotNull @Size(max = 1000) List<@NotNull UUID> memberIds) {

    /** Each once, as it is listed. */
    StaffList normalised() {
        return new StaffList(
                mailDomains.stream().map(MailDomain::toList).distinct().sorted().toList(),
                memberIds.stream().distinct().sorted().toList());
    }
}

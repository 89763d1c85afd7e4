package shop.pennywell.portal.member;

import java.util.UUID;

/** What one feature knows about a member, for {@code GET /api/v1/me/export}; every bean of this type is asked. */
public interface ExportPart {

    /** Name of the field in the export. */
    String name();

    /** Anything that can be written as JSON. */
    Object of(UUID memberId);
}

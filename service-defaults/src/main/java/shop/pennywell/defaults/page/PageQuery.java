package shop.pennywell.defaults.page;

import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Which part of a list is wanted; a {@code @BeanParam @Valid} of every list endpoint. */
public class PageQuery {

    // As text, because the framework answers 404 to a number that is none.
    @QueryParam("limit")
    @DefaultValue("20")
    @Pattern(regexp = "[1-9][0-9]?|100", message = "must be a number from 1 to 100")
    @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "100", defaultValue = "20")
    String limit;

    @QueryParam("cursor")
    String cursor;

    public int limit() {
        return Integer.parseInt(limit);
    }

    /** The decoded cursor; null for the first page. */
    public String cursor() {
        return Cursor.decode(cursor);
    }
}

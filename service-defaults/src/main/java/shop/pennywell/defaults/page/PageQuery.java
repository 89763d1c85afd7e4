package shop.pennywell.defaults.page;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;

/** Which part of a list is wanted; a {@code @BeanParam @Valid} of every list endpoint. */
public class PageQuery {

    @QueryParam("limit")
    @DefaultValue("20")
    @Min(1)
    @Max(100)
    int limit;

    @QueryParam("cursor")
    String cursor;

    public int limit() {
        return limit;
    }

    /** The decoded cursor; null for the first page. */
    public String cursor() {
        return Cursor.decode(cursor);
    }
}

package shop.pennywell.defaults.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.function.Function;

/**
 * One page of a list.
 *
 * @param next cursor of the following page, null on the last
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Page<T>(List<T> items, String next) {

    /**
     * @param rows up to {@code limit + 1} rows: the one too many only tells that there is a next page
     * @param position what the repository needs to go on after a row; encoded here
     */
    public static <R, T> Page<T> of(List<R> rows, int limit, Function<R, T> map, Function<R, String> position) {
        boolean more = rows.size() > limit;
        List<R> shown = more ? rows.subList(0, limit) : rows;
        String next = more ? Cursor.encode(position.apply(shown.get(limit - 1))) : null;
        return new Page<>(shown.stream().map(map).toList(), next);
    }
}

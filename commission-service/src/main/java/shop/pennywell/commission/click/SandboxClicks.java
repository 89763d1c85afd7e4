package shop.pennywell.commission.click;

import java.util.Collection;
import java.util.Map;

/** The clicks that partners made in the sandbox. They are in PostgreSQL, behind the same wall as the orders that come of them. */
public interface SandboxClicks {

    /** The clicks that there are, by id. */
    Map<String, Click> all(Collection<String> ids);
}

package shop.pennywell.defaults.sql;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import javax.sql.DataSource;
import shop.pennywell.defaults.events.Event;
import shop.pennywell.defaults.events.EventHandler;

@ApplicationScoped
class SampleHandler implements EventHandler {

    private final Sql sql;

    SampleHandler(DataSource dataSource) {
        this.sql = new Sql(dataSource);
    }

    @Override
    public Set<String> types() {
        return Set.of("thing.happened");
    }

    @Override
    public void handle(Event event) {
        String name = event.data().path("name").asText();
        sql.update("insert into sample (name) values (?)", name);
        if (name.startsWith("poison")) {
            throw new IllegalStateException("cannot digest this");
        }
    }
}

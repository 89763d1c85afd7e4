package shop.pennywell.portal.staff;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import shop.pennywell.local.testing.LocalStores;
import shop.pennywell.portal.testing.Siblings;
import shop.pennywell.portal.testing.Sql;
import shop.pennywell.portal.testing.Together;

import static org.junit.jupiter.api.Assertions.assertEquals;

@QuarkusTest
@WithTestResource(LocalStores.class)
@WithTestResource(Siblings.class)
class FirstStaffTest {

    @Inject
    DataSource database;

    @Inject
    FirstStaff firstStaff;

    @Test
    void isOneHoweverManyReplicasStart() throws Exception {
        Sql.run(database, "delete from staff");
        Together.times(4, () -> {
            firstStaff.start(new StartupEvent());
            return true;
        });

        assertEquals(1, Sql.count(database, "select count(*) from staff where email = 'staff@pennywell.example'"));
        String before = "select count(*) from staff where password_hash like '$argon2id$%' and finance";
        assertEquals(1, Sql.count(database, before));
    }
}

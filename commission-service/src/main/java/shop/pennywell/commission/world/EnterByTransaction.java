package shop.pennywell.commission.world;

import io.agroal.api.AgroalPoolInterceptor;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The one door between the worlds. Every connection of this service comes through here when it is taken from the pool, whoever takes it; in the
 * sandbox its names then mean the tables of the sandbox, until the end of the transaction, when PostgreSQL itself takes that back. So
 * there is no sandbox without a transaction, and no connection that still is in it when the next one takes it.
 */
@ApplicationScoped
class EnterByTransaction implements AgroalPoolInterceptor {
    private final Worlds worlds;

    EnterByTransaction(Worlds worlds) {
        this.worlds = worlds;
    }

    @Override
    public void onConnectionAcquire(Connection connection) {
        if (!worlds.isSandbox()) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            if (connection.getAutoCommit()) {
                throw new IllegalStateException("the sandbox is entered by a transaction");
            }
            statement.execute("set local search_path to " + SandboxSchema.NAME);
        } catch (SQLException failure) {
            throw new IllegalStateException("no way into the sandbox", failure);
        }
    }
}

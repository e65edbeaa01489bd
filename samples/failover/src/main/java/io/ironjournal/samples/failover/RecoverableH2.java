package io.ironjournal.samples.failover;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.ConnectionEventListener;
import javax.sql.StatementEventListener;
import javax.sql.XAConnection;
import javax.sql.XADataSource;
import javax.transaction.xa.XAResource;
import org.h2.jdbcx.JdbcDataSource;

/** H2 as an XA resource, with {@link H2Resource}. The connection pool sets its properties by their names. */
public final class RecoverableH2 implements XADataSource {

    private final JdbcDataSource h2 = new JdbcDataSource();

    /** Creates it. The connection pool calls this. */
    public RecoverableH2() {}

    /**
     * Sets the database.
     *
     * @param url the URL
     */
    public void setUrl(String url) {
        h2.setURL(url);
    }

    /**
     * Sets the user.
     *
     * @param user the name
     */
    public void setUser(String user) {
        h2.setUser(user);
    }

    /**
     * Sets the password.
     *
     * @param password the password
     */
    public void setPassword(String password) {
        h2.setPassword(password);
    }

    @Override
    public XAConnection getXAConnection() throws SQLException {
        return corrected(h2.getXAConnection());
    }

    @Override
    public XAConnection getXAConnection(String user, String password) throws SQLException {
        return corrected(h2.getXAConnection(user, password));
    }

    @Override
    public PrintWriter getLogWriter() {
        return h2.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) {
        h2.setLogWriter(out);
    }

    @Override
    public int getLoginTimeout() {
        return h2.getLoginTimeout();
    }

    @Override
    public void setLoginTimeout(int seconds) {
        h2.setLoginTimeout(seconds);
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("H2 has no parent logger");
    }

    private static XAConnection corrected(XAConnection connection) throws SQLException {
        XAResource resource = new H2Resource(connection.getXAResource());
        return new XAConnection() {
            @Override
            public XAResource getXAResource() {
                return resource;
            }

            @Override
            public Connection getConnection() throws SQLException {
                return connection.getConnection();
            }

            @Override
            public void close() throws SQLException {
                connection.close();
            }

            @Override
            public void addConnectionEventListener(ConnectionEventListener listener) {
                connection.addConnectionEventListener(listener);
            }

            @Override
            public void removeConnectionEventListener(ConnectionEventListener listener) {
                connection.removeConnectionEventListener(listener);
            }

            @Override
            public void addStatementEventListener(StatementEventListener listener) {
                connection.addStatementEventListener(listener);
            }

            @Override
            public void removeStatementEventListener(StatementEventListener listener) {
                connection.removeStatementEventListener(listener);
            }
        };
    }
}

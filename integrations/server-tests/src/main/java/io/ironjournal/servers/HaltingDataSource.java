package io.ironjournal.servers;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.XAConnection;
import javax.sql.XADataSource;
import javax.transaction.xa.XAResource;
import org.apache.derby.jdbc.EmbeddedXADataSource;
import org.jspecify.annotations.Nullable;

/**
 * Derby, whose resource ends the process as a kill does. The system property {@value #PROPERTY} says when:
 * {@code before-prepare}, {@code after-commit} and the like.
 */
public class HaltingDataSource implements XADataSource {

    static final String PROPERTY = "ironjournal.halt";

    private final EmbeddedXADataSource derby = new EmbeddedXADataSource();

    /** Called by servers. */
    public HaltingDataSource() {}

    /** Names the database, which is created where it is missing. */
    public void setDatabaseName(String name) {
        derby.setDatabaseName(name);
        derby.setCreateDatabase("create");
    }

    /** The name of the database. */
    public String getDatabaseName() {
        return derby.getDatabaseName();
    }

    @Override
    public XAConnection getXAConnection() throws SQLException {
        return wrap(derby.getXAConnection());
    }

    @Override
    public XAConnection getXAConnection(String user, String password) throws SQLException {
        return wrap(derby.getXAConnection(user, password));
    }

    private static XAConnection wrap(XAConnection connection) throws SQLException {
        XAResource resource = connection.getXAResource();
        XAResource halting = proxy(XAResource.class, (self, method, arguments) -> {
            if (method.getName().equals("isSameRM")) {
                return self == arguments[0];
            }
            halt("before-" + method.getName());
            try {
                return call(resource, method, arguments);
            } finally {
                halt("after-" + method.getName());
            }
        });
        return proxy(
                XAConnection.class,
                (self, method, arguments) ->
                        method.getName().equals("getXAResource") ? halting : call(connection, method, arguments));
    }

    private static <T> T proxy(Class<T> type, java.lang.reflect.InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(HaltingDataSource.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private static void halt(String point) {
        if (point.equals(System.getProperty(PROPERTY))) {
            Runtime.getRuntime().halt(137);
        }
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter writer) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger("io.ironjournal.servers");
    }
}

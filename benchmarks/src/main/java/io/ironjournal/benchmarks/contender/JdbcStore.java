package io.ironjournal.benchmarks.contender;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.XAConnection;
import javax.sql.XADataSource;
import javax.transaction.xa.XAResource;
import org.apache.derby.jdbc.EmbeddedXADataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;

/** A table in an embedded database. Derby forces its log at commit. H2 does not, for any value of {@code WRITE_DELAY}. So {@code CHECKPOINT SYNC}, which forces, follows each commit of H2. */
final class JdbcStore implements Contender {

    private static final String TABLE = "CREATE TABLE entries (stream INT NOT NULL, id BIGINT NOT NULL, "
            + "data VARCHAR(%d) FOR BIT DATA, PRIMARY KEY (stream, id))";

    private final XADataSource source;
    private final @Nullable String force;
    private final @Nullable EmbeddedXADataSource derby;
    private final AtomicLong ids = new AtomicLong();

    private JdbcStore(XADataSource source, String table, @Nullable String force) throws SQLException {
        this.source = source;
        this.force = force;
        this.derby = source instanceof EmbeddedXADataSource open ? open : null;
        XAConnection connection = source.getXAConnection();
        try (Connection sql = connection.getConnection();
                Statement statement = sql.createStatement()) {
            if (!sql.getMetaData().getTables(null, null, "ENTRIES", null).next()) {
                statement.execute(table);
            }
        } finally {
            connection.close();
        }
    }

    static JdbcStore h2(Opening opening) throws SQLException {
        JdbcDataSource source = new JdbcDataSource();
        // Without lazy execution, H2 collects all rows of a result before the first one can be read.
        source.setURL("jdbc:h2:" + opening.directory().resolve("h2").toAbsolutePath()
                + ";WRITE_DELAY=0;LAZY_QUERY_EXECUTION=1");
        String table = TABLE.replace("VARCHAR(%d) FOR BIT DATA", "VARBINARY(1048576)");
        return new JdbcStore(source, table, opening.forced() ? "CHECKPOINT SYNC" : null);
    }

    static JdbcStore derby(Opening opening) throws SQLException {
        EmbeddedXADataSource source = new EmbeddedXADataSource();
        source.setDatabaseName(opening.directory().resolve("derby").toString());
        source.setCreateDatabase("create");
        System.setProperty(
                "derby.stream.error.file",
                opening.directory().resolve("derby.log").toString());
        return new JdbcStore(source, String.format(TABLE, 32_672), null);
    }

    @Override
    public Session session() throws SQLException {
        return new JdbcSession(source.getXAConnection());
    }

    @Override
    public void close() throws IOException {
        if (derby != null) {
            derby.setShutdownDatabase("shutdown");
            try {
                derby.getXAConnection().close();
            } catch (SQLException e) {
                // This is how Derby says that it is down.
                if (!"08006".equals(e.getSQLState())) {
                    throw new IOException(e);
                }
            }
        }
    }

    private final class JdbcSession implements Session {

        private final XAConnection connection;
        private final Connection sql;
        private final PreparedStatement insert;
        private final PreparedStatement select;
        private final @Nullable PreparedStatement checkpoint;

        JdbcSession(XAConnection connection) throws SQLException {
            this.connection = connection;
            sql = connection.getConnection();
            insert = sql.prepareStatement("INSERT INTO entries VALUES (?, ?, ?)");
            select = sql.prepareStatement("SELECT data FROM entries WHERE stream = 0 AND id = ?");
            checkpoint = force == null ? null : sql.prepareStatement(force);
            sql.setAutoCommit(false);
        }

        @Override
        public void append(int stream, byte[] entry) throws SQLException {
            insert(stream, ids.getAndIncrement(), entry);
            commit();
        }

        @Override
        public void appendBatch(int stream, List<byte[]> entries) throws SQLException {
            long first = ids.getAndAdd(entries.size());
            for (byte[] entry : entries) {
                insert(stream, first++, entry);
            }
            commit();
        }

        private void insert(int stream, long id, byte[] entry) throws SQLException {
            insert.setInt(1, stream);
            insert.setLong(2, id);
            insert.setBytes(3, entry);
            insert.executeUpdate();
        }

        private void commit() throws SQLException {
            sql.commit();
            if (checkpoint != null) {
                checkpoint.execute();
            }
        }

        @Override
        public XAResource resource() throws SQLException {
            sql.setAutoCommit(false);
            return connection.getXAResource();
        }

        @Override
        public void join(List<byte[]> entries) throws SQLException {
            long first = ids.getAndAdd(entries.size());
            for (byte[] entry : entries) {
                insert(0, first++, entry);
            }
        }

        @Override
        public byte[] get(long id) throws SQLException {
            select.setLong(1, id);
            try (ResultSet found = select.executeQuery()) {
                if (!found.next()) {
                    throw new IllegalStateException("No entry " + id);
                }
                return found.getBytes(1);
            }
        }

        @Override
        public Reader reader() throws SQLException {
            Statement statement = sql.createStatement();
            ResultSet found = statement.executeQuery("SELECT data FROM entries WHERE stream = 0 ORDER BY id");
            return new Reader() {
                @Override
                public byte @Nullable [] next() throws SQLException {
                    return found.next() ? found.getBytes(1) : null;
                }

                @Override
                public void close() throws IOException {
                    try {
                        statement.close();
                    } catch (SQLException e) {
                        throw new IOException(e);
                    }
                }
            };
        }

        @Override
        public void close() throws IOException {
            try {
                sql.rollback();
                connection.close();
            } catch (SQLException e) {
                throw new IOException(e);
            }
        }
    }
}

package io.ironjournal.servers;

import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import jakarta.annotation.Resource;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.transaction.UserTransaction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Writes an order as a row and as an entry in one transaction, and shows what both sides contain. The parameter {@code op} is
 * {@code init}, {@code commit}, {@code rollback}, {@code state} or {@code append}, which only writes the entry; {@code id} is the order; {@code first} is the side that is
 * enlisted first, {@code journal} or {@code database}; {@code halt} is a point of {@link HaltingDataSource}.
 */
// The server sets the fields.
@SuppressWarnings("NullAway.Init")
abstract class OrdersServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Resource
    private transient UserTransaction transaction;

    @Resource(name = "jdbc/shop")
    private transient DataSource database;

    /** Returns the journal, as the application gets it from its server. */
    abstract Journal journal();

    /** Appends an entry in the transaction of the thread. */
    abstract void append(byte[] entry);

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        response.setContentType("text/plain");
        try {
            String op = request.getParameter("op");
            if (op.equals("state")) {
                response.getWriter().println(state());
            } else if (op.equals("init")) {
                execute("create table orders (id varchar(40))", null);
            } else if (op.equals("append")) {
                halt(request);
                transaction.begin();
                append(request.getParameter("id").getBytes(StandardCharsets.UTF_8));
                transaction.commit();
            } else {
                place(request, op.equals("commit"));
            }
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }

    private void place(HttpServletRequest request, boolean commit) throws Exception {
        String id = request.getParameter("id");
        boolean journalFirst = "journal".equals(request.getParameter("first"));
        transaction.begin();
        try {
            if (journalFirst) {
                append(id.getBytes(StandardCharsets.UTF_8));
            }
            execute("insert into orders values (?)", id);
            if (!journalFirst) {
                append(id.getBytes(StandardCharsets.UTF_8));
            }
        } catch (Exception e) {
            transaction.rollback();
            throw e;
        }
        halt(request);
        if (commit) {
            transaction.commit();
        } else {
            transaction.rollback();
        }
    }

    private static void halt(HttpServletRequest request) {
        String point = request.getParameter("halt");
        if (point != null) {
            System.setProperty(HaltingDataSource.PROPERTY, point);
        }
    }

    private void execute(String sql, @Nullable String parameter) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            if (parameter != null) {
                statement.setString(1, parameter);
            }
            statement.executeUpdate();
        }
    }

    private String state() throws SQLException {
        List<String> entries = new ArrayList<>();
        try (EntryIterator all = journal().iterate("orders", 0)) {
            all.forEachRemaining(entry -> entries.add(new String(entry.data(), StandardCharsets.UTF_8)));
        }
        List<String> rows = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement("select id from orders");
                ResultSet found = statement.executeQuery()) {
            while (found.next()) {
                rows.add(found.getString(1));
            }
        }
        return "journal " + entries.stream().sorted().toList() + " database "
                + rows.stream().sorted().toList() + " in doubt "
                + journal().stats().inDoubt();
    }
}

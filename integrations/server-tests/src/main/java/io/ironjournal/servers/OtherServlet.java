package io.ironjournal.servers;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * An application without a journal. It compares records, because JDK 17 keeps the class of the record that was compared first
 * after its class was loaded last ({@code java.lang.runtime.ObjectMethods}), and with it the class loader.
 */
@WebServlet("/orders")
public class OtherServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    /** Creates the servlet. Servers call this. */
    public OtherServlet() {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object one = new Pair(getClass(), "a");
        response.getWriter().println(one.equals(new Pair(getClass(), "a")));
    }

    record Pair(Class<?> first, String second) {}
}

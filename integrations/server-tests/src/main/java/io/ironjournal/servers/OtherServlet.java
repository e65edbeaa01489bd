package io.ironjournal.servers;

import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * An application without a journal. It replaces what the JDK and Weld keep of an earlier application, and with it the class
 * loader: JDK 17 keeps the types of the record that was compared, hashed or printed first after its class was loaded last ({@code
 * java.lang.runtime.ObjectMethods}). Weld keeps the application that was started last with a build-compatible extension
 * ({@code BuildServicesImpl}), such as that of {@code journal-cdi}.
 */
@WebServlet("/orders")
public class OtherServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    /** Creates the servlet. Servers call this. */
    public OtherServlet() {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object one = new Pair(getClass(), "a");
        Object same = new Pair(getClass(), "a");
        response.getWriter().println(one + " " + one.equals(same) + " " + (one.hashCode() == same.hashCode()));
    }

    /** Does nothing. */
    public static class Extension implements BuildCompatibleExtension {

        /** Creates the extension. Weld calls this. */
        public Extension() {}
    }

    record Pair(Class<?> first, String second) {}
}

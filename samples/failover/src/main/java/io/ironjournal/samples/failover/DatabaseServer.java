package io.ironjournal.samples.failover;

import java.sql.SQLException;
import org.h2.tools.Server;

/** The database, in a process of its own. It survives the machines of the shop. */
final class DatabaseServer {

    private DatabaseServer() {}

    /**
     * Runs until the process that started it ends. Prints its port.
     *
     * @param args the directory of the data
     */
    public static void main(String[] args) throws SQLException {
        OwnJvm.endWithItsStarter();
        Server server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists", "-baseDir", args[0])
                .start();
        System.out.println(server.getPort());
    }

    static String url(int port) {
        return "jdbc:h2:tcp://127.0.0.1:" + port + "/./books;DB_CLOSE_DELAY=-1";
    }
}

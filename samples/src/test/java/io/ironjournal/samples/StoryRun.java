package io.ironjournal.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A run of a sample in a new JVM.
 *
 * @param exit the exit code
 * @param output everything that it printed
 */
record StoryRun(int exit, String output) {

    /** Reads one row of a query. */
    interface Row<T> {
        T read(ResultSet rows) throws SQLException;
    }

    static StoryRun of(Class<?> sample, Path data, Map<String, String> options) throws Exception {
        Path output = data.resolve("output");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-Djava.util.logging.config.file=target/classes/logging.properties"));
        options.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), sample.getName()));
        int exit = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        return new StoryRun(exit, Files.readString(output));
    }

    /** Reads a Derby database that is not open elsewhere. */
    static <T> List<T> query(Path database, String sql, Row<T> row) throws SQLException {
        System.setProperty(
                "derby.stream.error.file",
                database.resolveSibling("test-derby.log").toString());
        String url = "jdbc:derby:" + database;
        List<T> found = new ArrayList<>();
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(row.read(rows));
            }
        }
        try {
            DriverManager.getConnection(url + ";shutdown=true").close();
        } catch (SQLException shutDown) {
            assertEquals("08006", shutDown.getSQLState());
        }
        return found;
    }

    /** Returns the files of unfinished transactions. */
    static List<Path> filesWithContent(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(
                            file -> Files.isRegularFile(file) && file.toFile().length() > 0)
                    .toList();
        }
    }
}

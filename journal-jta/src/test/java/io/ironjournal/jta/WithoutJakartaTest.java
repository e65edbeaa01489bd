package io.ironjournal.jta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.ironjournal.Journal;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import net.jpountz.lz4.LZ4Factory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests {@link JournalXADataSource} without any Jakarta API on the class path. */
class WithoutJakartaTest {

    @TempDir
    Path directory;

    @Test
    void dataSource_jakartaNotOnClassPath_works() throws Exception {
        URL[] classPath = Stream.of(
                        Journal.class,
                        JournalXADataSource.class,
                        PlainXaApplication.class,
                        LZ4Factory.class,
                        Caffeine.class)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                .toArray(URL[]::new);
        try (URLClassLoader loader = new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader())) {
            assertThrows(
                    ClassNotFoundException.class,
                    () -> Class.forName("jakarta.transaction.RollbackException", true, loader));
            Callable<?> application = Class.forName(PlainXaApplication.class.getName(), true, loader)
                    .asSubclass(Callable.class)
                    .getConstructor(Path.class)
                    .newInstance(directory.resolve("journal"));
            assertEquals(List.of("one phase", "two phases", "2 entries"), application.call());
        }
    }
}

package io.ironjournal.ra;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import jakarta.resource.spi.ManagedConnectionFactory;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterAssociation;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveClassesTest {

    @TempDir
    Path directory;

    /** Loads the adapter and its libraries itself, until it is closed. */
    private static final class Archive extends URLClassLoader {

        private static final List<String> CONTENT =
                List.of("io.ironjournal.", "com.github.benmanes.caffeine.", "net.jpountz.");

        Archive() {
            super(
                    Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                            .map(Archive::url)
                            .toArray(URL[]::new),
                    ArchiveClassesTest.class.getClassLoader());
        }

        private static URL url(String entry) {
            try {
                return Path.of(entry).toUri().toURL();
            } catch (MalformedURLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (CONTENT.stream().noneMatch(name::startsWith)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }
    }

    @Test
    void adapter_stopsAfterItsArchiveIsDeleted() throws Exception {
        ResourceAdapter adapter = startAndDeleteArchive();
        adapter.stop();
        try (Journal journal = Journal.open(directory);
                EntryIterator entries = journal.iterate("orders", 0)) {
            assertEquals("a", new String(entries.next().data(), StandardCharsets.UTF_8));
        }
    }

    private ResourceAdapter startAndDeleteArchive() throws Exception {
        try (Archive archive = new Archive()) {
            ResourceAdapter adapter =
                    create(archive, "io.ironjournal.ra.JournalResourceAdapter", ResourceAdapter.class);
            adapter.getClass().getMethod("setDir", String.class).invoke(adapter, directory.toString());
            adapter.start(new TestServer.Context());
            ManagedConnectionFactory managed = create(
                    archive, "io.ironjournal.ra.JournalManagedConnectionFactory", ManagedConnectionFactory.class);
            ((ResourceAdapterAssociation) managed).setResourceAdapter(adapter);
            Object factory = managed.createConnectionFactory();
            Object journal = archive.loadClass("io.ironjournal.ra.JournalConnectionFactory")
                    .getMethod("journal")
                    .invoke(factory);
            archive.loadClass("io.ironjournal.Journal")
                    .getMethod("append", String.class, byte[].class)
                    .invoke(journal, "orders", TestServer.bytes("a"));
            return adapter;
        }
    }

    private static <T> T create(ClassLoader archive, String name, Class<T> type) throws ReflectiveOperationException {
        return type.cast(archive.loadClass(name).getConstructor().newInstance());
    }
}

package io.ironjournal.benchmarks.contender;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.activemq.artemis.core.io.SequentialFileFactory;
import org.apache.activemq.artemis.core.io.aio.AIOSequentialFileFactory;
import org.apache.activemq.artemis.core.io.nio.NIOSequentialFileFactory;
import org.apache.activemq.artemis.core.journal.Journal;
import org.apache.activemq.artemis.core.journal.impl.JournalImpl;
import org.apache.activemq.artemis.nativo.jlibaio.LibaioContext;

/** The journal of the message broker Artemis. A write waits in a buffer for further writes: 3.3 ms by default, so that a single thread makes 300 appends a second. Here it waits 1 µs with one thread and 50 µs with more. Other values were not tried. */
final class ArtemisJournal implements Contender {

    private static final int FILE_SIZE = 32 << 20;
    private static final int FILES = 8;
    private static final int BUFFER_SIZE = 2 << 20;
    private static final byte ENTRY = 1;

    /** Whether a call waits. A call that does not wait returns before the operating system has the bytes, and could not be compared with appends that survive the end of the process. Without forces, the files are configured not to force instead. */
    private static final boolean SYNC = true;

    private final SequentialFileFactory files;
    private final Journal journal;
    private final AtomicLong ids = new AtomicLong();

    private ArtemisJournal(SequentialFileFactory files, int atOnce) throws Exception {
        this.files = files;
        journal = new JournalImpl(FILE_SIZE, FILES, FILES, 0, 0, files, "journal", "amq", atOnce);
        journal.start();
        journal.load(new ArrayList<>(), new ArrayList<>(), null, false);
    }

    static ArtemisJournal nio(Opening opening) throws Exception {
        SequentialFileFactory files = new NIOSequentialFileFactory(
                opening.directory().toFile(), true, BUFFER_SIZE, timeout(opening), 1, false);
        files.setDatasync(opening.forced());
        files.start();
        return new ArtemisJournal(files, 1);
    }

    static ArtemisJournal aio(Opening opening) throws Exception {
        unpackNativeLibrary();
        if (!AIOSequentialFileFactory.isSupported(opening.directory().toFile())) {
            throw new MissingLibrary("libaio.so.1 is not installed, or the file system cannot do it");
        }
        SequentialFileFactory files =
                new AIOSequentialFileFactory(opening.directory().toFile(), BUFFER_SIZE, timeout(opening), 500, false);
        files.start();
        return new ArtemisJournal(files, 500);
    }

    /** Artemis expects its native library, which needs libaio, on the library path of Java. */
    private static void unpackNativeLibrary() throws IOException {
        String name = "libartemis-native-64.so";
        Path directory = Path.of(System.getProperty("java.library.path", "."));
        try (InputStream library = LibaioContext.class.getResourceAsStream("/lib/linux-x86_64/" + name)) {
            Files.createDirectories(directory);
            Files.copy(Objects.requireNonNull(library, name), directory.resolve(name), REPLACE_EXISTING);
        }
    }

    /** Nanoseconds. */
    private static int timeout(Opening opening) {
        return Integer.getInteger("benchmark.artemis.timeout", opening.threads() == 1 ? 1_000 : 50_000);
    }

    @Override
    public Session session() {
        return new Session() {
            @Override
            public void append(int stream, byte[] entry) throws Exception {
                journal.appendAddRecord(ids.incrementAndGet(), ENTRY, entry, SYNC);
            }

            @Override
            public void appendBatch(int stream, List<byte[]> entries) throws Exception {
                long transaction = add(entries);
                journal.appendCommitRecord(transaction, SYNC);
            }

            @Override
            public void onePhase(List<byte[]> entries) throws Exception {
                appendBatch(0, entries);
            }

            @Override
            public void twoPhase(List<byte[]> entries) throws Exception {
                long transaction = add(entries);
                journal.appendPrepareRecord(transaction, new byte[9], SYNC);
                journal.appendCommitRecord(transaction, SYNC);
            }

            private long add(List<byte[]> entries) throws Exception {
                long transaction = ids.incrementAndGet();
                for (byte[] entry : entries) {
                    journal.appendAddRecordTransactional(transaction, ids.incrementAndGet(), ENTRY, entry);
                }
                return transaction;
            }
        };
    }

    @Override
    public void close() throws IOException {
        try {
            journal.stop();
        } catch (Exception e) {
            throw new IOException(e);
        }
        files.stop();
    }
}

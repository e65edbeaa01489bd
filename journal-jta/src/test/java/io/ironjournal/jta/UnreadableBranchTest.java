package io.ironjournal.jta;

import static io.ironjournal.jta.XaResourceTest.assertCode;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.CorruptionException;
import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.spi.transaction.Transactions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that a branch in doubt with a damaged record is not reported as unknown, which would mean that it has ended.
 */
class UnreadableBranchTest {

    private static final String ENTRY = "the entry of a branch in doubt";

    @TempDir
    Path directory;

    private final Xid xid = TestXid.next();

    private Journal open() {
        return Journal.open(
                JournalOptions.builder(directory).logSegmentSize(1 << 20).build());
    }

    /** Leaves a branch in doubt, and an acknowledged entry after it. */
    private UUID prepare() throws XAException {
        try (Journal journal = open()) {
            JournalXAConnection connection = new JournalXADataSource(journal).getXAConnection();
            XAResource resource = connection.getXAResource();
            resource.start(xid, XAResource.TMNOFLAGS);
            connection.getConnection().writer("s").add(ENTRY.getBytes(StandardCharsets.UTF_8));
            resource.end(xid, XAResource.TMSUCCESS);
            resource.prepare(xid);
            journal.append("others", new byte[1]);
            return Transactions.of(journal).journalId();
        }
    }

    /** Flips a bit in each copy of the entry. */
    private void flip() throws IOException {
        int flipped = 0;
        for (Path file : logFiles()) {
            byte[] bytes = Files.readAllBytes(file);
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            for (int at = text.indexOf(ENTRY); at >= 0; at = text.indexOf(ENTRY, at + 1)) {
                bytes[at] ^= 1;
                flipped++;
            }
            Files.write(file, bytes);
        }
        assertTrue(flipped >= 1);
    }

    private List<Path> logFiles() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("log"))) {
            return files.toList();
        }
    }

    @Test
    void recover_prepareRecordDamaged_failsWithRmfail() throws Exception {
        XAResource handle = new JournalRecoveryHandle(prepare());
        List<Path> files = logFiles();
        List<byte[]> contents = new java.util.ArrayList<>();
        for (Path file : files) {
            contents.add(Files.readAllBytes(file));
        }
        flip();
        assertThrows(CorruptionException.class, this::open);
        assertCode(XAException.XAER_RMFAIL, () -> handle.recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN));
        assertCode(XAException.XAER_RMFAIL, () -> handle.commit(xid, false));
        assertCode(XAException.XAER_RMFAIL, () -> handle.rollback(xid));

        for (int i = 0; i < files.size(); i++) {
            Files.write(files.get(i), contents.get(i));
        }
        try (Journal restored = open()) {
            new JournalXADataSource(restored);
            assertEquals(1, handle.recover(XAResource.TMSTARTRSCAN).length);
            handle.commit(xid, false);
            assertEquals(ENTRY, new String(restored.get("s", 0).orElseThrow(), StandardCharsets.UTF_8));
        }
    }
}

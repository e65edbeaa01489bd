package io.ironjournal.spring.autoconfigure;

import static io.ironjournal.spring.autoconfigure.JournalContexts.bytes;
import static io.ironjournal.spring.autoconfigure.JournalContexts.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.ironjournal.Journal;
import io.ironjournal.spi.log.StubBookKeeperLog;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The keys of the commit log, with a stub that stands for BookKeeper. */
class CommitLogTest {

    @TempDir
    Path directory;

    private ApplicationContextRunner shop(String machine) {
        return JournalContexts.jta()
                .withPropertyValues(
                        "journal.dir=" + directory.resolve(machine),
                        "journal.log=bookkeeper",
                        "journal.bookkeeper-metadata-uri=zk+null://zk1:2181/ledgers",
                        "journal.bookkeeper-journal=spring",
                        "journal.bookkeeper-ledger-size=64MiB",
                        "journal.bookkeeper-client-file=/etc/shop/client.properties");
    }

    @Test
    void journal_isOnTheLogOfTheKeys_alsoOnAnotherMachine() {
        shop("one").run(context -> context.getBean(Journal.class).append("orders", bytes("order")));
        assertThat(StubBookKeeperLog.values())
                .containsAllEntriesOf(Map.of(
                        "metadata-uri", "zk+null://zk1:2181/ledgers",
                        "journal", "spring",
                        "ledger-size", String.valueOf(64 << 20),
                        "client-file", "/etc/shop/client.properties"));
        shop("two")
                .run(context -> assertThat(read(context.getBean(Journal.class), "orders"))
                        .isEqualTo(List.of("order")));
    }
}

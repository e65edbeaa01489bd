package io.ironjournal.narayana;

import io.ironjournal.Journal;
import io.ironjournal.jta.JournalRecovery;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** A process in which Narayana's periodic recovery runs, without calls of scan. */
final class PeriodicApplication {

    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private PeriodicApplication() {}

    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        Path store = directory.resolve("store");
        try (Narayana narayana = NarayanaSetup.in(store)
                        .nodeIdentifier(TestNarayana.NODE)
                        .orphanSafetyInterval(Duration.ofMillis(1))
                        .recoveryBackoff(Duration.ofSeconds(1))
                        .recoveryPeriod(Duration.ofSeconds(1))
                        .start();
                Journal journal = Journal.open(
                        HaltingJournal.options(directory.resolve("journal")).build());
                JournalRecovery recovery = JournalRecovery.register(journal)) {
            JournalRecoveryTest.leaveInDoubt(journal, TestNarayana.NODE);
            long end = System.nanoTime() + PATIENCE_NANOS;
            while (journal.stats().inDoubt() > 0 && System.nanoTime() < end) {
                Thread.sleep(50);
            }
            System.out.println(recovery + " by " + narayana.transactionManager());
            if (journal.stats().inDoubt() > 0) {
                throw new IllegalStateException("The branch in doubt was not recovered");
            }
        }
        requireNoStatusManager(store);
    }

    /** It would have left its port in the store. */
    private static void requireNoStatusManager(Path store) throws Exception {
        try (Stream<Path> files = Files.walk(store)) {
            if (files.anyMatch(file -> file.toString().contains("TransactionStatusManager"))) {
                throw new IllegalStateException("Narayana's status manager ran");
            }
        }
    }
}

package io.ironjournal.narayana;

import com.arjuna.ats.arjuna.coordinator.TxControl;
import io.ironjournal.Journal;
import io.ironjournal.jta.JournalRecovery;
import io.ironjournal.jta.RecoveryUnavailableException;
import java.nio.file.Path;

/** A process that does not set up Narayana, or sets no node identifier. It prints the result. */
final class UnsetApplication {

    private UnsetApplication() {}

    public static void main(String[] args) {
        if (args[0].equals("register")) {
            register();
        } else {
            start();
        }
    }

    /** Without {@link NarayanaSetup}. The process ends when this returns, unless a thread keeps it alive. */
    private static void register() {
        try (Journal journal = Journal.open(Path.of("journal"));
                JournalRecovery recovery = JournalRecovery.register(journal)) {
            System.out.println("registered: " + recovery);
        } catch (RecoveryUnavailableException refused) {
            System.out.println("refused: " + refused.getMessage());
        }
    }

    /** Without a node identifier, and twice. */
    private static void start() {
        for (int run = 0; run < 2; run++) {
            try (Narayana narayana =
                    NarayanaSetup.in(Path.of("store")).manualRecovery().start()) {
                System.out.println("node: " + TxControl.getXANodeName() + " " + narayana.hashCode());
                NarayanaSetup.in(Path.of("other")).manualRecovery().start();
            } catch (IllegalStateException refused) {
                System.out.println("refused: " + refused.getMessage());
            }
        }
    }
}

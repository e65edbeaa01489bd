package io.ironjournal.jta;

import io.ironjournal.JournalClosedException;
import io.ironjournal.JournalFailedException;
import io.ironjournal.jta.InMemoryJournal.Call;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What goes wrong in an {@link InMemoryJournal}, and whether it still works. Guarded by the journal's monitor. */
final class InMemoryFaults {

    private interface Fault {
        /** Throws, or returns whether the bytes of a force that fails persist all the same. */
        boolean strike();
    }

    private final Map<Call, Fault> faults = new EnumMap<>(Call.class);
    private boolean closed;
    private Throwable failure;

    void refuse(Call call, RuntimeException why) {
        faults.put(call, () -> {
            throw why;
        });
    }

    void refuse(Call call, Error why) {
        faults.put(call, () -> {
            throw why;
        });
    }

    void failForce(Call call, boolean persistedAllTheSame) {
        faults.put(call, () -> persistedAllTheSame);
    }

    void fail() {
        failure = new IllegalStateException("injected failure");
    }

    void close() {
        closed = true;
    }

    Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    void requireOpen() {
        if (closed) {
            throw new JournalClosedException("The journal was closed");
        }
    }

    void requireWritable() {
        requireOpen();
        if (failure != null) {
            throw new JournalFailedException("The journal failed earlier", false, failure);
        }
    }

    void refuseIfTold(Call call) {
        Fault fault = faults.remove(call);
        if (fault != null) {
            fault.strike();
        }
    }

    void write(Call call, Runnable effect) {
        requireWritable();
        Fault fault = faults.remove(call);
        if (fault == null || fault.strike()) {
            effect.run();
        }
        if (fault != null) {
            failure = new IllegalStateException("injected failure of a force");
            throw new JournalFailedException("The force failed", true, failure);
        }
    }
}

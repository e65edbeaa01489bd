package io.ironjournal.recovery;

import io.ironjournal.CorruptionException;
import io.ironjournal.ErrorContext;
import io.ironjournal.JournalIOException;
import io.ironjournal.format.StreamChange;
import io.ironjournal.io.ReadableFile;
import io.ironjournal.io.Storage;
import io.ironjournal.io.WritableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Records losses of acknowledged data until an operator accepts them. The file {@code LOSS} contains a line of text for
 * each loss.
 */
public final class LossFile {

    private static final String PATH = "LOSS";
    private static final String UNNAMED = "LOSS.new";
    private static final String ACCEPTED = "LOSS.accepted";
    private static final String QUARANTINE = "quarantine";
    private static final int MAX_READ = 1 << 20;

    /**
     * Limit of the text, since each further loss writes the whole file again. Above it, the file only says that there
     * are more.
     */
    private static final int MAX_TEXT = 64 << 10;

    static final String MORE =
            "There are further losses, which only the application's log describes: this file is full";

    private final Storage storage;
    private final Consumer<String> listener;

    /** Held while a loss is recorded. Any thread may record one when it opens a stream. */
    private final ReentrantLock recording = new ReentrantLock();

    private volatile List<String> losses;
    private final SalvageFile salvage;

    /** Whether this opening recorded a loss, so that it must flush before it ends. */
    private volatile boolean flushNeeded;

    private LossFile(Storage storage, List<String> losses, SalvageFile salvage, Consumer<String> listener) {
        this.listener = listener;
        this.storage = storage;
        this.losses = losses;
        this.salvage = salvage;
    }

    /** Reads the files that earlier openings left. */
    public static LossFile load(Storage storage) throws IOException {
        return load(storage, loss -> {});
    }

    /**
     * Reads the files that earlier openings left.
     *
     * @param listener receives each loss that is recorded
     */
    public static LossFile load(Storage storage, Consumer<String> listener) throws IOException {
        List<String> losses = storage.exists(PATH) ? read(storage) : List.of();
        return new LossFile(storage, losses, SalvageFile.load(storage), listener);
    }

    private static List<String> read(Storage storage) throws IOException {
        try (ReadableFile file = storage.openForRead(PATH)) {
            byte[] bytes = new byte[(int) Math.min(file.size(), MAX_READ)];
            file.read(0, ByteBuffer.wrap(bytes));
            List<String> lines =
                    new String(bytes, StandardCharsets.UTF_8).lines().toList();
            // Even without text, the existence of the file records a loss.
            return lines.isEmpty() ? List.of("Acknowledged records were lost") : lines;
        }
    }

    /** Returns a line for each loss that is not accepted. */
    public List<String> losses() {
        return losses;
    }

    /** Returns whether streams must be made to agree with a truncated log. */
    public boolean salvaging() {
        return salvage.exists();
    }

    /**
     * Says which journal is being opened, before anything is lost.
     *
     * @throws CorruptionException if the deletions that an interrupted opening left are those of another journal
     */
    public void requireJournal(UUID journalId) {
        salvage.requireJournal(journalId);
    }

    /** Returns the deletions of streams in discarded records. They may be unfinished. */
    public List<StreamChange> deletions() {
        return salvage.deletions();
    }

    /**
     * Records durably what the log lost, and makes this opening salvage all streams.
     *
     * @param deletions deletions of streams that the log will no longer have
     */
    void lost(String loss, List<StreamChange> deletions) throws IOException {
        record(loss);
        salvage.begin(deletions);
    }

    /** Makes this opening salvage all streams, and also the next one if this opening is interrupted. */
    public void salvage() throws IOException {
        salvage.begin(List.of());
    }

    /**
     * Records a loss durably and logs it. A loss that is noticed again is recorded and logged only once.
     * Thread-safe.
     *
     * @param loss a sentence without line breaks
     */
    public void record(String loss) throws IOException {
        recording.lock();
        try {
            flushNeeded = true;
            List<String> known = losses;
            if (known.contains(loss)) {
                return;
            }
            if (!known.contains(MORE)) {
                append(known, fits(known, loss) ? loss : MORE);
            }
        } finally {
            recording.unlock();
        }
        listener.accept(loss);
        // Not in a field: creating the first logger of a process takes long.
        System.getLogger("io.ironjournal")
                .log(
                        System.Logger.Level.ERROR,
                        "Acknowledged data is lost, and {0} records it: {1}",
                        storage.describe(PATH),
                        loss);
    }

    private static boolean fits(List<String> known, String loss) {
        long length = known.stream().mapToLong(String::length).sum() + loss.length();
        return known.isEmpty() || length <= MAX_TEXT;
    }

    private void append(List<String> known, String loss) throws IOException {
        List<String> more = new ArrayList<>(known);
        more.add(loss);
        storage.delete(UNNAMED);
        try (WritableFile file = storage.create(UNNAMED)) {
            file.write(0, ByteBuffer.wrap((String.join("\n", more) + "\n").getBytes(StandardCharsets.UTF_8)));
            file.force();
        }
        storage.rename(UNNAMED, PATH);
        storage.forceDirectory("");
        losses = List.copyOf(more);
    }

    /**
     * Moves a file that is no longer used to quarantine.
     *
     * @return a sentence with the new path; empty when there is no such file
     */
    public String setAside(String path) throws IOException {
        if (!storage.exists(path)) {
            return "";
        }
        storage.createDirectory(QUARANTINE);
        storage.forceDirectory("");
        String kept = QUARANTINE + "/" + path + "-0";
        for (int i = 1; storage.exists(kept); i++) {
            kept = QUARANTINE + "/" + path + "-" + i;
        }
        storage.rename(path, kept);
        storage.forceDirectory(QUARANTINE);
        storage.forceDirectory("");
        return ". The file is kept as " + kept;
    }

    /** Flushes all streams and writes a mark. */
    public interface Flush {
        void run() throws IOException;
    }

    /**
     * Ends an opening. If it recorded a loss or salvaged streams, flushes, so that the next opening does not record the
     * same loss again.
     */
    public void endOpening(Flush flush) throws IOException {
        if (flushNeeded || salvage.exists()) {
            flush.run();
            flushNeeded = false;
        }
        salvage.end();
    }

    /** Records durably that an operator accepts the losses. The text is kept under another name. */
    public void accept() {
        recording.lock();
        try {
            if (!losses.isEmpty()) {
                storage.rename(PATH, ACCEPTED);
                storage.forceDirectory("");
                losses = List.of();
            }
        } catch (IOException e) {
            throw new JournalIOException(
                    "Cannot record loss acceptance in " + storage.describe(PATH) + ": " + e.getMessage(),
                    ErrorContext.ofFile(storage.describe(PATH)),
                    e);
        } finally {
            recording.unlock();
        }
    }
}

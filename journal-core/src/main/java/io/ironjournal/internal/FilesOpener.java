package io.ironjournal.internal;

import io.ironjournal.ErrorContext;
import io.ironjournal.JournalIOException;
import io.ironjournal.JournalOptions;
import io.ironjournal.StreamEntry;
import io.ironjournal.files.JournalArchive;
import io.ironjournal.files.JournalFiles;
import io.ironjournal.files.RepairReport;
import io.ironjournal.inspect.InspectedArchive;
import io.ironjournal.inspect.Inspector;
import io.ironjournal.io.DiskStorage;
import io.ironjournal.io.LockProbe;
import io.ironjournal.io.Storage;
import io.ironjournal.manager.StateRoom;
import io.ironjournal.recovery.CopyMark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads the files of journals without opening the journals, and makes new journals of what it read. */
public final class FilesOpener {

    private FilesOpener() {}

    /** Reads a directory of the disk. */
    public static JournalFiles open(Path root) {
        return open(new DiskStorage(root), () -> LockProbe.ask(root), FilesOpener::disk, true);
    }

    /** Reads any storage, which counts as not locked. */
    public static JournalFiles open(Storage storage) {
        return open(storage, FilesOpener::disk, true);
    }

    /**
     * Reads any storage, which counts as not locked.
     *
     * @param targets opens the storage of a repaired journal; called once more when that journal is closed
     * @param threaded whether a repaired journal has its own threads while it is filled
     */
    public static JournalFiles open(Storage storage, Function<JournalOptions, Storage> targets, boolean threaded) {
        return open(storage, () -> new LockProbe.Answer(false, true, ""), targets, threaded);
    }

    private static JournalFiles open(
            Storage storage,
            Supplier<LockProbe.Answer> lock,
            Function<JournalOptions, Storage> targets,
            boolean threaded) {
        try {
            return Inspector.inspect(storage, lock, (content, shards, target) -> {
                StateRoom.require(target.logBudget(), content.states());
                return fill(
                        target,
                        shards,
                        targets,
                        threaded,
                        (engine, directory) -> new FilesRepair(content, engine).run(directory));
            });
        } catch (IOException e) {
            Closing.quietly(storage);
            throw new JournalIOException(
                    "The files in " + storage.describe("") + " cannot be read: " + e.getMessage(),
                    ErrorContext.ofFile(storage.describe("")),
                    e);
        }
    }

    /** Lists an archive on the disk. */
    public static JournalArchive openArchive(Path archive) {
        try (Storage storage = new DiskStorage(archive)) {
            return new InspectedArchive(storage);
        } catch (IOException e) {
            throw new JournalIOException(
                    "The archive " + archive + " cannot be read: " + e.getMessage(),
                    ErrorContext.ofFile(archive.toString()),
                    e);
        }
    }

    private static Storage disk(JournalOptions options) {
        return new DiskStorage(options.root(), options.filePermissions());
    }

    /** Creates a journal with entries that have ids and times. The entries of a stream follow each other. */
    public static RepairReport importEntries(JournalOptions target, int shards, Iterator<StreamEntry> entries) {
        try {
            return fill(target, shards, FilesOpener::disk, true, (engine, directory) -> {
                StreamsCopy copy = new StreamsCopy(engine);
                GroupedEntries grouped = new GroupedEntries(entries);
                while (grouped.hasNextStream()) {
                    grouped.nextStream();
                    copy.copy(grouped.stream(), grouped, grouped.firstId(), -1);
                }
                return copy.report();
            });
        } catch (IOException e) {
            throw new JournalIOException(
                    "The journal in " + target.root() + " cannot be created: " + e.getMessage(), e);
        }
    }

    /** Fills a journal. */
    private interface Filling {
        RepairReport run(JournalEngine journal, Storage directory) throws IOException;
    }

    /** Creates a journal that no opening accepts before it is complete. */
    private static RepairReport fill(
            JournalOptions target,
            int shards,
            Function<JournalOptions, Storage> storages,
            boolean threaded,
            Filling filling)
            throws IOException {
        JournalOptions created = target.toBuilder().mustExist(false).build();
        RepairReport report;
        Storage storage = storages.apply(created);
        JournalOpener.Logs log = files -> new CopyTargetLog(created.commitLog().orElse(files), storage);
        try (JournalEngine journal = JournalOpener.openInACopy(created, shards, storage, threaded, log)) {
            report = filling.run(journal, storage);
        }
        try (Storage closed = storages.apply(created)) {
            CopyMark.end(closed);
        }
        return report;
    }
}

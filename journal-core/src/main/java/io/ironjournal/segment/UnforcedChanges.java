package io.ironjournal.segment;

import io.ironjournal.io.NoSpaceException;
import io.ironjournal.io.Storage;
import io.ironjournal.io.TooManyOpenFilesException;
import io.ironjournal.io.WritableFile;
import io.ironjournal.segment.ParallelForces.Force;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The unforced changes in the streams' directories, and the files open for writing. A file stays open until it is
 * forced. The system reports an error in writing back its pages to those who had the file open at that time; a later
 * user could miss it. If too many files are open, the least recently used ones are forced early and closed. Used by one
 * thread at a time.
 */
final class UnforcedChanges {

    private static final class Open {
        final WritableFile file;
        boolean changed;

        Open(WritableFile file) {
            this.file = file;
        }
    }

    private interface Opening {
        WritableFile run() throws IOException;
    }

    /** When files must be closed, a 32nd of the limit is closed at once, because parallel forces cost less each. */
    private static final int PART = 32;

    private final Storage storage;
    private final int forcesAtOnce;
    private int limit;
    private final Map<String, Open> files = new LinkedHashMap<>(16, 0.75f, true);
    private final Set<String> directories = new LinkedHashSet<>();

    /** After a failed force, the state of the device is unknown, and another force would not reveal it. */
    private boolean failed;

    UnforcedChanges(Storage storage, int limit, int forcesAtOnce) {
        this.storage = storage;
        this.limit = limit;
        this.forcesAtOnce = forcesAtOnce;
    }

    /** Returns a file that the caller is about to change. */
    WritableFile change(String path) throws IOException {
        checkUsable();
        Open open = files.get(path);
        if (open == null) {
            open = add(path, open(() -> storage.openForWrite(path)));
        }
        open.changed = true;
        return open.file;
    }

    /** Creates a file. */
    WritableFile create(String directory, String path) throws IOException {
        checkUsable();
        directories.add(directory);
        Open open = add(path, open(() -> storage.create(path)));
        open.changed = true;
        return open.file;
    }

    /** Deletes a file. */
    void delete(String directory, String path) throws IOException {
        checkUsable();
        directories.add(directory);
        Open open = files.remove(path);
        if (open != null) {
            open.file.close();
        }
        storage.delete(path);
    }

    /** Forgets a directory that is about to be deleted, with all its files. */
    void forget(String directory) throws IOException {
        checkUsable();
        directories.remove(directory);
        String prefix = directory + '/';
        for (String path :
                files.keySet().stream().filter(path -> path.startsWith(prefix)).toList()) {
            Open open = files.remove(path);
            if (open != null) {
                open.file.close();
            }
        }
    }

    /** Records that names in a directory changed, or may have been changed by an earlier process. */
    void changedNames(String directory) {
        directories.add(directory);
    }

    /** Returns whether changed names in a directory are unforced. */
    boolean covers(String directory) {
        return directories.contains(directory);
    }

    /** Returns whether a directory or a file in it is unforced. */
    boolean concerns(String directory, String path) {
        Open open = files.get(path);
        return directories.contains(directory) || (open != null && open.changed);
    }

    boolean isEmpty() {
        return directories.isEmpty() && files.values().stream().noneMatch(open -> open.changed);
    }

    private Open add(String path, WritableFile file) throws IOException {
        Open open = new Open(file);
        files.put(path, open);
        closeAllBut(limit);
        return open;
    }

    /** Opens a file. If the system allows no more open files, closes half of these files first. */
    private WritableFile open(Opening opening) throws IOException {
        try {
            return opening.run();
        } catch (TooManyOpenFilesException e) {
            if (files.isEmpty()) {
                throw e;
            }
            // Permanently, because the log, readers and the application also need files.
            limit = Math.max(1, files.size() / 2);
            closeAllBut(limit);
            return opening.run();
        }
    }

    /** Forces the least recently used files early, and closes them. */
    private void closeAllBut(int most) throws IOException {
        if (files.size() <= most) {
            return;
        }
        List<Open> surplus =
                files.values().stream().limit(files.size() - most + most / PART).toList();
        force(surplus);
        Iterator<Open> eldest = files.values().iterator();
        for (Open open : surplus) {
            eldest.next();
            eldest.remove();
            open.file.close();
        }
    }

    /** Forces all changes: first the files, then the names. */
    void forceAll() throws IOException {
        checkUsable();
        force(files.values());
        forced(directories.stream()
                .<Force>map(directory -> () -> storage.forceDirectory(directory))
                .toList());
        directories.clear();
    }

    private void force(Collection<Open> some) throws IOException {
        List<Open> changed = some.stream().filter(open -> open.changed).toList();
        for (Open open : changed) {
            open.file.verify();
        }
        forced(changed.stream().<Force>map(open -> () -> open.file.force()).toList());
        for (Open open : changed) {
            open.changed = false;
        }
    }

    private void forced(List<Force> forces) throws IOException {
        failed = true;
        try {
            ParallelForces.run(forces, forcesAtOnce);
        } catch (NoSpaceException e) {
            // A write without space can be repeated. After a force without space, the bytes may be lost.
            throw new IOException("Forcing failed: " + e.getMessage(), e);
        }
        failed = false;
    }

    private void checkUsable() throws IOException {
        if (failed) {
            throw new IOException(
                    "An earlier force of segments failed. Close the journal and open it again to recover it");
        }
    }

    /** Closes the files without forcing them. */
    void close() throws IOException {
        Deque<Open> left = new ArrayDeque<>(files.values());
        files.clear();
        while (!left.isEmpty()) {
            left.poll().file.close();
        }
    }
}

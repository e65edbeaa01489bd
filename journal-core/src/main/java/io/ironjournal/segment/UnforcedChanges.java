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
 * What was changed in the streams' directories and is not forced yet, and the files open for writing. A file stays open
 * until it is forced: an error while the system writes its pages back is reported to those who had it open then, and
 * could be missed by one who opens it again. When too many are open, the least recently used are forced early and closed.
 * One thread at a time.
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

    /** When files have to go, so many of all that may be open go together: forced side by side, each costs less. */
    private static final int PART = 32;

    private final Storage storage;
    private final int forcesAtOnce;
    private int limit;
    private final Map<String, Open> files = new LinkedHashMap<>(16, 0.75f, true);
    private final Set<String> directories = new LinkedHashSet<>();

    /** Once a force failed, nobody knows what is on the device, and forcing again would not find out. */
    private boolean failed;

    UnforcedChanges(Storage storage, int limit, int forcesAtOnce) {
        this.storage = storage;
        this.limit = limit;
        this.forcesAtOnce = forcesAtOnce;
    }

    /** Gives a file that the caller is about to change. */
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

    /** Forgets a directory that is about to go, with all files in it. */
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

    /** Notes that names in a directory changed, or may have been changed by an earlier process. */
    void changedNames(String directory) {
        directories.add(directory);
    }

    /** Whether names in a directory wait to be forced. */
    boolean covers(String directory) {
        return directories.contains(directory);
    }

    /** Whether a directory or a file in it waits to be forced. */
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

    /** Opens a file; when the system lets no more be open, half of ours go first. */
    private WritableFile open(Opening opening) throws IOException {
        try {
            return opening.run();
        } catch (TooManyOpenFilesException e) {
            if (files.isEmpty()) {
                throw e;
            }
            // For good, since others need files too: the log, readers, the application.
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

    /** Forces all of it: the files, then the names. */
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
            // Space that is missing in a write may be waited for; when a force finds out, the bytes may be gone.
            throw new IOException("Forcing failed: " + e.getMessage(), e);
        }
        failed = false;
    }

    private void checkUsable() throws IOException {
        if (failed) {
            throw new IOException(
                    "Forcing segments failed before; close and open the journal to find out what is left");
        }
    }

    /** Closes the files, as they are. */
    void close() throws IOException {
        Deque<Open> left = new ArrayDeque<>(files.values());
        files.clear();
        while (!left.isEmpty()) {
            left.poll().file.close();
        }
    }
}

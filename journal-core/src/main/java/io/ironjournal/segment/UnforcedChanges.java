package io.ironjournal.segment;

import io.ironjournal.io.Storage;
import io.ironjournal.io.WritableFile;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What was changed in the streams' directories and is not forced yet, and the files open for writing. A file stays open
 * until it is forced: an error while the system writes its pages back is reported to those who had it open then, and
 * could be missed by one who opens it again. When too many are open, the least recently used is forced early and closed.
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

    private final Storage storage;
    private final int limit;
    private final Map<String, Open> files = new LinkedHashMap<>(16, 0.75f, true);
    private final Set<String> directories = new LinkedHashSet<>();

    UnforcedChanges(Storage storage, int limit) {
        this.storage = storage;
        this.limit = limit;
    }

    /** Gives a file that the caller is about to change. */
    WritableFile change(String path) throws IOException {
        Open open = files.get(path);
        if (open == null) {
            open = add(path, storage.openForWrite(path));
        }
        open.changed = true;
        return open.file;
    }

    /** Creates a file. */
    WritableFile create(String directory, String path) throws IOException {
        directories.add(directory);
        Open open = add(path, storage.create(path));
        open.changed = true;
        return open.file;
    }

    /** Deletes a file. */
    void delete(String directory, String path) throws IOException {
        directories.add(directory);
        Open open = files.remove(path);
        if (open != null) {
            open.file.close();
        }
        storage.delete(path);
    }

    /** Notes that names in a directory changed, or may have been changed by an earlier process. */
    void changedNames(String directory) {
        directories.add(directory);
    }

    /** Whether names in a directory wait to be forced. */
    boolean covers(String directory) {
        return directories.contains(directory);
    }

    boolean isEmpty() {
        return directories.isEmpty() && files.values().stream().noneMatch(open -> open.changed);
    }

    private Open add(String path, WritableFile file) throws IOException {
        Open open = new Open(file);
        files.put(path, open);
        Iterator<Open> eldest = files.values().iterator();
        while (files.size() > limit) {
            Open surplus = eldest.next();
            if (surplus.changed) {
                surplus.file.force();
            }
            eldest.remove();
            surplus.file.close();
        }
        return open;
    }

    /** Forces all of it. After a failure nothing is known, and nothing may be forced again. */
    void forceAll() throws IOException {
        for (Open open : files.values()) {
            if (open.changed) {
                open.file.force();
                open.changed = false;
            }
        }
        for (String directory : directories) {
            storage.forceDirectory(directory);
        }
        directories.clear();
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

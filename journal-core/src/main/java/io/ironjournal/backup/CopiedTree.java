package io.ironjournal.backup;

import io.ironjournal.io.ForceFailures;
import io.ironjournal.io.Storage;
import io.ironjournal.io.WritableFile;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

/** Creates files with their directories, and forces all of it. Used by one thread. */
final class CopiedTree {

    private final Storage storage;

    /** The directory of the storage in which the files are: {@code ""}, or with a {@code /} at the end. */
    private final String prefix;

    private final Set<String> directories = new LinkedHashSet<>();
    private final Set<String> unforced = new LinkedHashSet<>();

    CopiedTree(Storage storage, String prefix) {
        this.storage = storage;
        this.prefix = prefix;
    }

    /** Returns the path of a file in the storage. */
    String path(String file) {
        return prefix + file;
    }

    /** Creates the directories of a file. */
    void prepare(String file) throws IOException {
        String path = path(file);
        for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
            if (directories.add(path.substring(0, slash))) {
                storage.createDirectory(path.substring(0, slash));
            }
        }
    }

    WritableFile create(String file) throws IOException {
        prepare(file);
        return storage.create(path(file));
    }

    /** Registers a file that was written and not forced. */
    void unforced(String file) {
        unforced.add(path(file));
    }

    void delete(String file) throws IOException {
        storage.delete(path(file));
        unforced.remove(path(file));
    }

    /** Forces all registered files, then the names of all files and directories. */
    void forceAll() throws IOException {
        for (String path : unforced) {
            try (WritableFile file = storage.openForWrite(path)) {
                force(path, file);
            }
        }
        unforced.clear();
        for (String directory : directories) {
            storage.forceDirectory(directory);
        }
        storage.forceDirectory("");
    }

    void force(String path, WritableFile file) throws IOException {
        ForceFailures.run(storage.describe(path), file::force);
    }
}

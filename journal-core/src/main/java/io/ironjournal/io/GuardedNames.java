package io.ironjournal.io;

import io.ironjournal.text.Printable;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names of directories and files that an open journal relies on, with the identities that the file system gives
 * them. A directory may be replaced by a copy, a volume may be mounted over it, or a script may delete {@code LOCK}.
 * Then the names lead to other files, and a second process may open the journal. {@link #verify} notices that. A name
 * may still be exchanged between the check and the next operation; this cannot be prevented.
 *
 * <p>Names are not guarded on file systems whose identities change by themselves, since the journal would fail without
 * a reason. Thread-safe.
 */
final class GuardedNames {

    private static final Pattern UNSTABLE =
            Pattern.compile("overlay|aufs|nfs.*|cifs|smb.*|9p|fuse.*|vboxsf|prl_fs|virtiofs|vmhgfs|vfat|msdos|exfat");

    private final Path root;

    /** Held while names are checked, and while the journal itself changes one. */
    private final ReentrantLock lock = new ReentrantLock();

    /** The guarded identities, by path relative to the root. */
    private final Map<String, Object> held = new TreeMap<>();

    /** Paths that will be guarded as soon as the journal creates their file or directory. */
    private final Set<String> watched = new HashSet<>();

    private final boolean on;

    private GuardedNames(Path root, boolean on) {
        this.root = root;
        this.on = on;
    }

    /** Begins to guard names in a directory. Logs a warning if its file system gives no stable identities. */
    static GuardedNames in(Path root) throws IOException {
        FileStore store = Files.getFileStore(root);
        String type = store.type().toLowerCase(Locale.ROOT);
        boolean on = !UNSTABLE.matcher(type).matches() && keyOf(root) != null;
        if (!on) {
            System.getLogger("io.ironjournal")
                    .log(
                            System.Logger.Level.WARNING,
                            "The file system of {0} ({1}) gives files no stable identities. The journal cannot detect that"
                                    + " its directory is exchanged while it is open.",
                            Printable.path(root),
                            store.type());
        }
        return new GuardedNames(root, on);
    }

    /** Returns whether the file system gives stable identities. */
    boolean isOn() {
        return on;
    }

    /** Guards a name: it must lead to the same file as now, or to the one that the journal will create. */
    void hold(String path) throws IOException {
        if (!on) {
            return;
        }
        lock.lock();
        try {
            watched.add(path);
            Object key = existing(path);
            if (key != null) {
                held.put(path, key);
            }
        } finally {
            lock.unlock();
        }
    }

    /** A change of names by the journal itself. */
    interface Change {
        void run() throws IOException;
    }

    /** Changes a name. If it is guarded, it is guarded with its new identity afterwards. */
    void change(String path, Change change) throws IOException {
        if (!on || path.indexOf('/') >= 0) {
            change.run();
            return;
        }
        lock.lock();
        try {
            change.run();
            Object key = watched.contains(path) ? existing(path) : null;
            if (key == null) {
                held.remove(path);
            } else {
                held.put(path, key);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Checks all guarded names.
     *
     * @throws ExchangedException when a name leads to another file or directory, or to none
     */
    void verify() throws IOException {
        if (!on) {
            return;
        }
        lock.lock();
        try {
            for (Map.Entry<String, Object> name : held.entrySet()) {
                Object found = existing(name.getKey());
                if (!name.getValue().equals(found)) {
                    throw new ExchangedException(root.resolve(name.getKey()), name.getValue(), found);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Object existing(String path) throws IOException {
        try {
            return keyOf(root.resolve(path));
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw DiskErrors.at(root.resolve(path), "Cannot identify", e);
        }
    }

    private static @Nullable Object keyOf(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }
}

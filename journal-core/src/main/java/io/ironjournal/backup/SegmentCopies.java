package io.ironjournal.backup;

import io.ironjournal.io.ReadableFile;
import io.ironjournal.io.Storage;
import io.ironjournal.io.WritableFile;
import io.ironjournal.segment.SegmentListing.Listed;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The segments of a journal in a backup. They are copied in several passes, while the journal goes on: each pass copies what is
 * new. Segments that were truncated or deleted meanwhile are removed again at the end. Used by one thread.
 */
final class SegmentCopies {

    /** A smaller file is copied again from its beginning when it has grown, which needs no memory until then. */
    private static final long CONTINUED_FROM = 64 << 10;

    private final Storage journal;
    private final Storage backup;
    private final CopiedTree tree;
    private final ByteCopy bytes;
    private final @Nullable EarlierBackup earlier;
    private final boolean linking;
    private final Map<String, Copy> copies = new HashMap<>();

    /**
     * A file in the backup.
     *
     * @param hash of its bytes
     * @param digest continues the hash when the file has grown; null if it must be copied again
     * @param shared whether other files have the same bytes, so that they must not be changed
     */
    private record Copy(
            long length,
            long generation,
            String hash,
            @Nullable MessageDigest digest,
            boolean shared) {}

    /**
     * Begins without copies.
     *
     * @param earlier a backup that may have the same files, or null
     * @param linking whether sealed segments are hard-linked from the journal
     */
    SegmentCopies(
            Storage journal,
            Storage backup,
            CopiedTree tree,
            ByteCopy bytes,
            @Nullable EarlierBackup earlier,
            boolean linking) {
        this.journal = journal;
        this.backup = backup;
        this.tree = tree;
        this.bytes = bytes;
        this.earlier = earlier;
        this.linking = linking;
    }

    /** Copies what is new, and forces it. Leaves out files that are deleted meanwhile. */
    void copyNow(List<Listed> segments) throws IOException {
        for (Listed segment : segments) {
            try {
                copy(segment, true);
            } catch (NoSuchFileException | EOFException e) {
                // The stream was truncated or deleted, and perhaps made again. The next pass sees that.
                copies.remove(segment.path());
                tree.delete(segment.path());
            }
        }
    }

    /** Copies what is new. All these files stay until this returns. The caller forces everything later. */
    void copyPinned(List<Listed> segments) throws IOException {
        Set<String> wanted = new HashSet<>();
        for (Listed segment : segments) {
            copy(segment, false);
            wanted.add(segment.path());
        }
        for (String path : List.copyOf(copies.keySet())) {
            if (!wanted.contains(path)) {
                copies.remove(path);
                tree.delete(path);
            }
        }
    }

    private void copy(Listed segment, boolean forced) throws IOException {
        Copy before = copies.get(segment.path());
        if (before != null && before.generation() == segment.generation() && before.length() == segment.length()) {
            return;
        }
        if (before != null && canContinue(before, segment)) {
            copies.put(segment.path(), written(segment, before, forced));
            return;
        }
        if (before != null) {
            tree.delete(segment.path());
            copies.remove(segment.path());
        }
        Copy linked = link(segment);
        copies.put(segment.path(), linked != null ? linked : written(segment, null, forced));
    }

    private static boolean canContinue(Copy before, Listed segment) {
        return before.digest() != null
                && before.generation() == segment.generation()
                && before.length() < segment.length();
    }

    /** Links a file to the earlier backup or to the journal. Returns null if neither is possible. */
    private @Nullable Copy link(Listed segment) throws IOException {
        tree.prepare(segment.path());
        EarlierBackup base = earlier;
        BackedUpFile same = base == null ? null : base.sameAs(segment, journal);
        if (base != null
                && same != null
                && base.storage().link(tree.path(segment.path()), backup, tree.path(segment.path()))) {
            return new Copy(segment.length(), segment.generation(), same.hash(), null, true);
        }
        if (linking && segment.sealed() && journal.link(segment.path(), backup, tree.path(segment.path()))) {
            MessageDigest digest = Hashes.begin();
            try (ReadableFile file = journal.openForRead(segment.path())) {
                bytes.hash(file, 0, segment.length(), digest);
            }
            return new Copy(segment.length(), segment.generation(), Hashes.end(digest), null, true);
        }
        return null;
    }

    /** Copies a file, or what was appended to it. */
    private Copy written(Listed segment, @Nullable Copy before, boolean forced) throws IOException {
        long from = before == null ? 0 : before.length();
        MessageDigest digest = before == null || before.digest() == null ? Hashes.begin() : before.digest();
        String path = segment.path();
        try (ReadableFile in = journal.openForRead(path);
                WritableFile out = before == null ? tree.create(path) : backup.openForWrite(tree.path(path))) {
            bytes.copy(in, out, from, segment.length(), digest);
            if (forced) {
                tree.force(path, out);
            } else {
                tree.unforced(path);
            }
        }
        boolean continued = !segment.sealed() && segment.length() >= CONTINUED_FROM;
        String hash = Hashes.end(continued ? copyOf(digest) : digest);
        return new Copy(segment.length(), segment.generation(), hash, continued ? digest : null, false);
    }

    private static MessageDigest copyOf(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("SHA-256 can be continued", e);
        }
    }

    /** Returns the files. */
    List<BackedUpFile> files() {
        List<BackedUpFile> files = new ArrayList<>();
        copies.forEach((path, copy) -> files.add(new BackedUpFile(path, copy.hash(), copy.length(), copy.length())));
        return files;
    }

    /** Returns how many files are links. */
    int linked() {
        return (int) copies.values().stream().filter(Copy::shared).count();
    }
}

package io.ironjournal.backup;

import io.ironjournal.BackupException;
import io.ironjournal.ErrorContext;
import io.ironjournal.io.ReadableFile;
import io.ironjournal.io.Storage;
import io.ironjournal.io.StoragePath;
import io.ironjournal.io.WritableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The file {@code BACKUP}: lines of UTF-8 that say what a backup contains.
 *
 * <pre>
 *   IronJournal backup 1
 *   journal 00112233-4455-6677-8899-aabbccddeeff
 *   lsn 459264
 *   taken 2026-11-30T12:00:00Z
 *   file &lt;SHA-256&gt; &lt;length&gt; &lt;size&gt; streams/orders/00000000000000000000.wal
 *   …
 *   end &lt;number of files&gt; &lt;SHA-256 of all lines before&gt;
 * </pre>
 *
 * @param journalId the journal
 * @param lsn the LSN as of which the backup is
 * @param taken when the LSN was read
 * @param files all files
 */
record BackupManifest(UUID journalId, long lsn, Instant taken, List<BackedUpFile> files) {

    static final String PATH = "BACKUP";

    /** The directory with the files. */
    static final String FILES = "files";

    private static final String UNNAMED = "BACKUP.new";
    private static final String TITLE = "IronJournal backup 1";

    long bytes() {
        return files.stream().mapToLong(BackedUpFile::length).sum();
    }

    Map<String, BackedUpFile> byPath() {
        Map<String, BackedUpFile> byPath = new HashMap<>();
        files.forEach(file -> byPath.put(file.path(), file));
        return byPath;
    }

    /** Writes the manifest durably, after all files are forced. */
    void write(Storage backup) throws IOException {
        StringBuilder lines = new StringBuilder(TITLE + "\njournal " + journalId + "\nlsn " + lsn + "\ntaken " + taken);
        for (BackedUpFile file : files) {
            lines.append("\nfile ").append(file.hash());
            lines.append(' ').append(file.length()).append(' ').append(file.size());
            lines.append(' ').append(file.path());
        }
        lines.append('\n');
        String end = "end " + files.size() + " " + Hashes.of(lines.toString()) + "\n";
        try (WritableFile file = backup.create(UNNAMED)) {
            file.write(0, Hashes.utf8(lines + end));
            file.force();
        }
        backup.rename(UNNAMED, PATH);
        backup.forceDirectory("");
    }

    /**
     * Reads the manifest of a backup.
     *
     * @throws BackupException if the directory has no complete backup
     */
    static BackupManifest read(Storage backup) throws IOException {
        String described = backup.describe(PATH);
        if (!backup.exists(PATH)) {
            throw refusal(
                    backup,
                    backup.list("").isEmpty()
                            ? "There is no backup in " + backup.describe("") + ". Check the path"
                            : described
                                    + " is missing: the backup was interrupted before it was complete, or the directory is no"
                                    + " backup. Use another backup. Delete an incomplete one");
        }
        String text;
        try (ReadableFile file = backup.openForRead(PATH)) {
            byte[] bytes = new byte[Math.toIntExact(Math.min(file.size(), Integer.MAX_VALUE - 8))];
            file.read(0, ByteBuffer.wrap(bytes));
            text = Hashes.text(bytes);
        }
        try {
            return parse(text);
        } catch (IllegalArgumentException | DateTimeException | IndexOutOfBoundsException e) {
            throw refusal(backup, described + " is damaged: " + e.getMessage() + ". Use another backup");
        }
    }

    private static BackupManifest parse(String text) {
        int end = text.lastIndexOf("\nend ") + 1;
        String content = text.substring(0, end);
        String[] lines = content.split("\n", -1);
        List<BackedUpFile> files = new ArrayList<>();
        for (int i = 4; i < lines.length - 1; i++) {
            files.add(file(value(lines[i], "file")));
        }
        if (!text.substring(end).equals("end " + files.size() + " " + Hashes.of(content) + "\n")) {
            throw new IllegalArgumentException("its last line does not fit the lines before");
        }
        if (!lines[0].equals(TITLE)) {
            throw new IllegalArgumentException("it does not begin with '" + TITLE + "'");
        }
        return new BackupManifest(
                UUID.fromString(value(lines[1], "journal")),
                Long.parseLong(value(lines[2], "lsn")),
                Instant.parse(value(lines[3], "taken")),
                List.copyOf(files));
    }

    private static BackedUpFile file(String line) {
        String[] parts = line.split(" ", 4);
        return new BackedUpFile(
                StoragePath.checkBelowRoot(parts[3]), parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]));
    }

    private static String value(String line, String name) {
        if (!line.startsWith(name + " ")) {
            throw new IllegalArgumentException("the line '" + name + "' is missing");
        }
        return line.substring(name.length() + 1);
    }

    private static BackupException refusal(Storage backup, String message) {
        return new BackupException(message, ErrorContext.ofFile(backup.describe("")), null);
    }
}

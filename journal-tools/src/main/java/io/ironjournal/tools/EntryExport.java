package io.ironjournal.tools;

import io.ironjournal.files.EntryScan;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes entries of several streams to a new file. */
final class EntryExport implements Closeable {

    private static final int BUFFER = 1 << 16;

    private final ExportFormat format;
    private final Path file;
    private final OutputStream out;
    private final Progress progress;
    private long entries;

    private EntryExport(ExportFormat format, Path file, OutputStream out, PrintWriter err) {
        this.format = format;
        this.file = file;
        this.out = out;
        this.progress = new Progress(err);
    }

    /** Creates the file, which must not exist. */
    static EntryExport create(ExportFormat format, Path file, PrintWriter err) {
        try {
            OutputStream out =
                    new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW), BUFFER);
            format.begin(out);
            return new EntryExport(format, file, out, err);
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    private static UncheckedIOException failed(Path file, IOException e) {
        return new UncheckedIOException("The export to " + file + " failed: " + e, e);
    }

    /** Adds the entries of a stream, and closes the scan. */
    void add(String stream, EntryScan entriesOfStream, Findings findings) {
        try (EntryScan scan = entriesOfStream) {
            while (scan.hasNext()) {
                format.write(out, stream, scan.next());
                entries++;
                progress.at("export: " + entries + " entries, now " + FilesCommand.escaped(stream));
            }
            findings.addAll(scan.findings());
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    /** Returns the number of entries so far. */
    long entries() {
        return entries;
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw failed(file, e);
        }
        progress.end();
    }
}

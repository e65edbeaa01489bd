package io.ironjournal.tools;

import io.ironjournal.Entry;
import io.ironjournal.Headers;
import io.ironjournal.StreamEntry;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads an export in any format. */
final class ExportReader implements Iterator<StreamEntry>, Closeable {

    private final Path file;
    private final DataInputStream in;
    private final @Nullable BufferedReader lines;
    private @Nullable StreamEntry next;
    private long number;

    private ExportReader(Path file, DataInputStream in, @Nullable BufferedReader lines) {
        this.file = file;
        this.in = in;
        this.lines = lines;
    }

    /** Opens a file, and finds out its format. */
    static ExportReader open(Path file) throws IOException {
        BufferedInputStream bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        DataInputStream in = new DataInputStream(bytes);
        bytes.mark(ExportFormat.MAGIC.length);
        boolean binary = Arrays.equals(in.readNBytes(ExportFormat.MAGIC.length), ExportFormat.MAGIC);
        if (binary) {
            return new ExportReader(file, in, null);
        }
        bytes.reset();
        return new ExportReader(file, in, new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
    }

    @Override
    public boolean hasNext() {
        if (next == null) {
            try {
                next = lines == null ? ExportFormat.read(in) : line(lines);
                number++;
            } catch (IOException e) {
                throw new UncheckedIOException(described(e), e);
            } catch (IllegalArgumentException | ClassCastException e) {
                throw new IllegalArgumentException(described(e), e);
            }
        }
        return next != null;
    }

    private String described(Exception e) {
        return "Entry " + (number + 1) + " of " + file + " cannot be read: " + e.getMessage();
    }

    private static @Nullable StreamEntry line(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        while (line != null && line.isBlank()) {
            line = lines.readLine();
        }
        if (line == null) {
            return null;
        }
        if (!(JsonReader.read(line) instanceof Map<?, ?> object)) {
            throw new IllegalArgumentException("the line is no JSON object");
        }
        Headers headers = Headers.none();
        if (object.get("headers") instanceof Map<?, ?> named) {
            for (Map.Entry<?, ?> header : named.entrySet()) {
                headers = headers.with((String) header.getKey(), bytes(header.getValue()));
            }
        }
        long id = (Long) required(object, "id");
        long time = (Long) required(object, "timeMicros");
        return new StreamEntry(
                (String) required(object, "stream"), Entry.of(id, time, headers, bytes(required(object, "data"))));
    }

    private static Object required(Map<?, ?> object, String field) {
        Object value = object.get(field);
        if (value == null) {
            throw new IllegalArgumentException("the field " + field + " is missing");
        }
        return value;
    }

    private static byte[] bytes(@Nullable Object text) {
        return Base64.getDecoder().decode((String) Objects.requireNonNull(text));
    }

    @Override
    public StreamEntry next() {
        StreamEntry found = hasNext() ? next : null;
        if (found == null) {
            throw new NoSuchElementException("The export has no more entries");
        }
        next = null;
        return found;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

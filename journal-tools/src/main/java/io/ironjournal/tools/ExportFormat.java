package io.ironjournal.tools;

import io.ironjournal.Entry;
import io.ironjournal.Headers;
import io.ironjournal.StreamEntry;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The forms of exported entries. The README describes them. */
enum ExportFormat {
    /** One JSON object in a line for each entry. */
    json {
        @Override
        void begin(OutputStream out) {
            // Lines have no header.
        }

        @Override
        void write(OutputStream out, String stream, Entry entry) throws IOException {
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("stream", stream);
            item.put("id", entry.id());
            item.put("timeMicros", entry.timeMicros());
            item.put("headers", entry.headers().toMap());
            item.put("data", entry.data());
            out.write(Json.of(item).getBytes(StandardCharsets.US_ASCII));
            out.write('\n');
        }
    },

    /** A length before each entry. */
    binary {
        @Override
        void begin(OutputStream out) throws IOException {
            out.write(MAGIC);
        }

        @Override
        void write(OutputStream out, String stream, Entry entry) throws IOException {
            byte[] name = stream.getBytes(StandardCharsets.UTF_8);
            byte[] headers = entry.headers().toBytes();
            ByteArrayOutputStream record = new ByteArrayOutputStream();
            DataOutputStream fields = new DataOutputStream(record);
            fields.writeByte(name.length);
            fields.write(name);
            fields.writeLong(entry.id());
            fields.writeLong(entry.timeMicros());
            fields.writeShort(headers.length);
            fields.write(headers);
            fields.write(entry.data());
            DataOutputStream all = new DataOutputStream(out);
            all.writeInt(record.size());
            record.writeTo(all);
        }
    };

    /** The first bytes of a binary export. */
    static final byte[] MAGIC = "IRONJEXP1\n".getBytes(StandardCharsets.US_ASCII);

    private static final int MAX_RECORD = Integer.MAX_VALUE - 8;

    /** Writes what comes before the entries. */
    abstract void begin(OutputStream out) throws IOException;

    /** Writes an entry. */
    abstract void write(OutputStream out, String stream, Entry entry) throws IOException;

    /** Reads an entry of a binary export, or null at its end. */
    static @Nullable StreamEntry read(DataInputStream in) throws IOException {
        int first = in.read();
        if (first < 0) {
            return null;
        }
        long length =
                (long) first << 24 | in.readUnsignedByte() << 16 | in.readUnsignedByte() << 8 | in.readUnsignedByte();
        if (length > MAX_RECORD) {
            throw new IOException("the length " + length + " is impossible");
        }
        byte[] record = in.readNBytes((int) length);
        if (record.length < length) {
            throw new EOFException("the file ends in the middle of an entry");
        }
        DataInputStream fields = new DataInputStream(new java.io.ByteArrayInputStream(record));
        byte[] name = fields.readNBytes(fields.readUnsignedByte());
        long id = fields.readLong();
        long time = fields.readLong();
        int headersLength = fields.readUnsignedShort();
        int headersAt = 1 + name.length + 2 * Long.BYTES + Short.BYTES;
        Headers headers = headersLength == 0 ? Headers.none() : Headers.ofBytes(record, headersAt, headersLength);
        byte[] data = Arrays.copyOfRange(record, headersAt + headersLength, record.length);
        return new StreamEntry(new String(name, StandardCharsets.UTF_8), Entry.of(id, time, headers, data));
    }
}

package io.ironjournal.tools;

import io.ironjournal.Entry;
import io.ironjournal.Headers;
import io.ironjournal.NewEntry;
import io.ironjournal.text.Printable;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Shows entries. Their bytes, and the values of their headers, are shown only on request. */
final class EntryText {

    private final boolean data;
    private final boolean hex;

    EntryText(boolean data, boolean hex) {
        this.data = data;
        this.hex = hex;
    }

    /** Returns an entry as a line. */
    String line(Entry entry) {
        return entry.id() + "  " + entry.time() + "  " + content(entry.headers(), entry.data());
    }

    /** Returns an entry without id and time as a line. */
    String line(NewEntry entry) {
        return content(entry.headers(), entry.data());
    }

    private String content(Headers headers, byte[] bytes) {
        StringBuilder line = new StringBuilder().append(bytes.length).append(" bytes");
        if (!headers.isEmpty()) {
            line.append("  headers");
            headers.toMap()
                    .forEach((name, value) ->
                            line.append(' ').append(Printable.name(name)).append(data ? "=" + text(value) : ""));
        }
        return data ? line.append("  ").append(text(bytes)).toString() : line.toString();
    }

    private String text(byte[] bytes) {
        return hex
                ? HexFormat.of().formatHex(bytes)
                : "'" + Printable.name(new String(bytes, StandardCharsets.UTF_8)) + "'";
    }

    /** Returns an entry as a JSON object. */
    Map<String, Object> json(String stream, Entry entry) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("stream", stream);
        item.put("id", entry.id());
        item.put("time", entry.time());
        addContent(item, entry.headers(), entry.data());
        return item;
    }

    /** Returns an entry without id and time as a JSON object. */
    Map<String, Object> json(NewEntry entry) {
        Map<String, Object> item = new LinkedHashMap<>();
        addContent(item, entry.headers(), entry.data());
        return item;
    }

    private void addContent(Map<String, Object> item, Headers headers, byte[] bytes) {
        item.put("size", bytes.length);
        if (data) {
            item.put("headers", headers.toMap());
            item.put("data", bytes);
        } else {
            item.put("headerNames", headers.names());
        }
    }
}

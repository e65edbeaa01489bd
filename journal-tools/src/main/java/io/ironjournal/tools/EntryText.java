package io.ironjournal.tools;

import io.ironjournal.Entry;
import io.ironjournal.Headers;
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
        StringBuilder line = new StringBuilder()
                .append(entry.id())
                .append("  ")
                .append(entry.time())
                .append("  ")
                .append(entry.data().length)
                .append(" bytes");
        Headers headers = entry.headers();
        if (!headers.isEmpty()) {
            line.append("  headers");
            headers.toMap()
                    .forEach((name, value) ->
                            line.append(' ').append(Printable.name(name)).append(data ? "=" + text(value) : ""));
        }
        return data ? line.append("  ").append(text(entry.data())).toString() : line.toString();
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
        item.put("size", entry.data().length);
        if (data) {
            item.put("headers", entry.headers().toMap());
            item.put("data", entry.data());
        } else {
            item.put("headerNames", entry.headers().names());
        }
        return item;
    }
}

package io.ironjournal.tools.report;

import io.ironjournal.text.Printable;
import java.util.ArrayDeque;
import java.util.Deque;

/** Writes elements that are both HTML and XML. All text and all attributes are escaped. */
final class Markup {

    private final StringBuilder out = new StringBuilder(1 << 16);
    private final Deque<String> open = new ArrayDeque<>();

    /** Opens an element. The attributes are names and values in turn. */
    Markup open(String tag, String... attributes) {
        begin(tag, attributes);
        out.append('>');
        open.push(tag);
        return this;
    }

    /** Closes the innermost element that is open. */
    Markup close() {
        out.append("</").append(open.pop()).append(">\n");
        return this;
    }

    /** Adds text. Control and format characters are shown as {@code \}{@code uXXXX}. */
    Markup text(String text) {
        escape(Printable.text(text));
        return this;
    }

    /** Adds an element with text. */
    Markup leaf(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close();
    }

    /** Adds an element without content. */
    Markup empty(String tag, String... attributes) {
        begin(tag, attributes);
        out.append("/>\n");
        return this;
    }

    /** Adds text that is part of this program. */
    Markup raw(String text) {
        out.append(text);
        return this;
    }

    private void begin(String tag, String... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(Printable.text(attributes[i + 1]));
            out.append('"');
        }
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
    }

    @Override
    public String toString() {
        return out.toString();
    }
}

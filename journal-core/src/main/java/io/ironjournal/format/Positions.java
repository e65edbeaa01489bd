package io.ironjournal.format;

import io.ironjournal.CorruptionException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoint, the moves of cursors and producers, and the expectations of a transaction. In a body they follow the sections of
 * streams, in sections with an empty name:
 *
 * <pre>
 *   2  zero
 *   4  kind: 1 the id of the checkpoint, 2 a {@link CursorMove}, 3 a {@link ProducerMove}, 4 an
 *         {@link Expectation}
 *   4  length of the content
 * </pre>
 *
 * @param checkpoint the id of the checkpoint; null for none
 * @param moves the new positions of cursors, at most one for each cursor
 * @param producers the new positions of producers, at most one for each producer
 * @param expectations the expected positions of streams, at most one for each stream; only in a PREPARE
 */
public record Positions(
        byte @Nullable [] checkpoint,
        List<CursorMove> moves,
        List<ProducerMove> producers,
        List<Expectation> expectations) {

    public static final Positions NONE = new Positions(null, List.of(), List.of(), List.of());

    private static final int CHECKPOINT = 1;
    private static final int MOVE = 2;
    private static final int PRODUCER = 3;
    private static final int EXPECTATION = 4;

    /** Returns whether a commit changes no checkpoint, no cursor and no producer. */
    public boolean isEmpty() {
        return checkpoint == null && moves.isEmpty() && producers.isEmpty();
    }

    /**
     * Returns whether the record must be forced in every mode. The move of a producer is as durable as the entries beside
     * it, but the deletion of one has none.
     */
    public boolean mustBeForced() {
        return checkpoint != null || !moves.isEmpty() || producers.stream().anyMatch(ProducerMove::deletes);
    }

    /** Returns the size of all sections in bytes. */
    byte[] encode() {
        List<byte[]> sections = new ArrayList<>();
        int size = 0;
        for (CursorMove move : moves) {
            sections.add(section(MOVE, move.encode()));
        }
        for (ProducerMove move : producers) {
            sections.add(section(PRODUCER, move.encode()));
        }
        if (checkpoint != null) {
            sections.add(section(CHECKPOINT, checkpoint));
        }
        for (Expectation expectation : expectations) {
            sections.add(section(EXPECTATION, expectation.encode()));
        }
        for (byte[] section : sections) {
            size += section.length;
        }
        ByteBuffer all = ByteBuffer.allocate(size);
        sections.forEach(all::put);
        return all.array();
    }

    private static byte[] section(int kind, byte[] content) {
        ByteBuffer out =
                ByteBuffer.allocate(EntryBody.SECTION_HEADER + content.length).order(ByteOrder.LITTLE_ENDIAN);
        return out.putShort((short) 0)
                .putInt(kind)
                .putInt(content.length)
                .put(content)
                .array();
    }

    /** Collects the positions in the sections of a body. */
    static final class Parser {

        private byte @Nullable [] checkpoint;
        private final List<CursorMove> moves = new ArrayList<>();
        private final List<ProducerMove> producers = new ArrayList<>();
        private final List<Expectation> expectations = new ArrayList<>();

        void add(int kind, ByteBuffer content) {
            switch (kind) {
                case CHECKPOINT -> {
                    byte[] id = new byte[content.remaining()];
                    content.get(id);
                    checkpoint = id;
                }
                case MOVE -> moves.add(CursorMove.decode(content));
                case PRODUCER -> producers.add(ProducerMove.decode(content));
                case EXPECTATION -> expectations.add(Expectation.decode(content));
                default ->
                    throw new CorruptionException(
                            "A record of the commit log has a section of the unknown kind " + kind);
            }
        }

        Positions done() {
            return new Positions(checkpoint, moves, producers, expectations);
        }
    }
}

package io.ironjournal.format;

import org.jspecify.annotations.Nullable;

/** What a record of the commit log says. The codes are part of the format. */
public enum RecordType {
    /** Committed entries of one or more streams, with the ids that they got. */
    ENTRIES(1),
    /** A branch's entries, to be committed by a later record or not at all. */
    PREPARE(2),
    /** A prepared branch is committed, with the ids that its entries got. */
    COMMIT(3),
    /** A prepared branch is rolled back. */
    ROLLBACK(4),
    /** Below an LSN the log is no longer needed, below another one only by branches. */
    MARK(5),
    /** Nothing but the durable LSN that every record's header has. */
    DURABLE(6),
    /** A stream begins at a later entry. */
    TRUNCATE(7),
    /** A stream's life is over. */
    DELETE(8),
    /** Older checkpoints are given up. */
    COMPACT(9),
    /** The segment ends here, and the log goes on in the next one. */
    END(10);

    private static final RecordType[] BY_CODE = new RecordType[END.code + 1];

    static {
        for (RecordType type : values()) {
            BY_CODE[type.code] = type;
        }
    }

    private final byte code;

    RecordType(int code) {
        this.code = (byte) code;
    }

    public byte code() {
        return code;
    }

    /** The type with a code; null when there is none. */
    public static @Nullable RecordType ofCode(byte code) {
        return code > 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }

    /** Returns the type with a code, which must exist. */
    public static RecordType required(int code) {
        RecordType type = code > 0 && code < BY_CODE.length ? BY_CODE[code] : null;
        if (type == null) {
            throw new IllegalArgumentException("No record of the commit log has the type " + code);
        }
        return type;
    }
}

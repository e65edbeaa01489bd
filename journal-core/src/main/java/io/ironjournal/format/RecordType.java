package io.ironjournal.format;

import org.jspecify.annotations.Nullable;

/** The types of records in the commit log. The codes are part of the format. */
public enum RecordType {
    /** Committed entries of one or more streams, with their ids. */
    ENTRIES(1),
    /** The entries of a prepared branch, which a later record commits or rolls back. */
    PREPARE(2),
    /** The commit of a prepared branch, with the ids of its entries. */
    COMMIT(3),
    /** The rollback of a prepared branch. */
    ROLLBACK(4),
    /** A flush mark: the LSN below which the log is not needed, and the LSN below which only branches and states need it. */
    MARK(5),
    /** A record without content. Its header contains the durable LSN, as every header does. */
    DURABLE(6),
    /** The truncation of a stream. */
    TRUNCATE(7),
    /** The deletion of a stream. */
    DELETE(8),
    /** The removal of older checkpoints. */
    COMPACT(9),
    /** The end of a segment. The log continues in the next one. */
    END(10),
    /** A part of a snapshot, in a log that does not depend on the directory. */
    SNAPSHOT(11),
    /** A state of a transaction manager, or its removal. */
    STATE(12);

    private static final RecordType[] BY_CODE = new RecordType[STATE.code + 1];

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

    /** Returns the type with a code; null when there is none. */
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

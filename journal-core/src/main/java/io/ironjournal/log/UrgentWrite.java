package io.ironjournal.log;

import io.ironjournal.format.RecordType;

/**
 * A record whose content the caller encodes completely and that frees space. It may use the last room of a full disk.
 */
public abstract class UrgentWrite extends Write {

    private final RecordType type;
    private final byte[] content;

    protected UrgentWrite(RecordType type, byte[] content) {
        this.type = type;
        this.content = content;
    }

    @Override
    protected final RecordType type() {
        return type;
    }

    @Override
    protected final int contentLength() {
        return content.length;
    }

    @Override
    protected final byte[] body() {
        return content;
    }

    @Override
    protected final boolean urgent() {
        return true;
    }
}

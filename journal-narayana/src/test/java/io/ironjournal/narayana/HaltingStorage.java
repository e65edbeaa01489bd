package io.ironjournal.narayana;

import io.ironjournal.io.ForwardingFile;
import io.ironjournal.io.ForwardingStorage;
import io.ironjournal.io.Storage;
import io.ironjournal.io.WritableFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A storage that crashes the process during a write. */
final class HaltingStorage extends ForwardingStorage {

    private final HaltingWrites writes;

    HaltingStorage(Storage storage, HaltingWrites writes) {
        super(storage);
        this.writes = writes;
    }

    /** Writes half of what is to be written, and dies, if this is the write to die in. */
    private void perhapsHalt(WritableFile file, long position, ByteBuffer source) throws IOException {
        if (writes.isLast()) {
            ByteBuffer half = source.duplicate();
            half.limit(half.position() + half.remaining() / 2);
            file.write(position, half);
            HaltPoint.halt();
        }
    }

    @Override
    protected WritableFile wrap(String path, WritableFile file) {
        return new ForwardingFile(file) {
            @Override
            public void write(long position, ByteBuffer source) throws IOException {
                perhapsHalt(file, position, source);
                super.write(position, source);
            }

            @Override
            public void writeForced(long position, ByteBuffer source) throws IOException {
                perhapsHalt(file, position, source);
                super.writeForced(position, source);
            }
        };
    }
}

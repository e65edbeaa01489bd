package io.ironjournal.jta;

import io.ironjournal.io.ForwardingFile;
import io.ironjournal.io.ForwardingStorage;
import io.ironjournal.io.Storage;
import io.ironjournal.io.WritableFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A storage whose next write to the commit log can be made to fail, after or before the bytes are written. */
final class FailingLogStorage extends ForwardingStorage {

    private interface Writing {
        void run() throws IOException;
    }

    private boolean failing;
    private boolean persisting;

    FailingLogStorage(Storage storage) {
        super(storage);
    }

    /** Makes the next write fail. */
    synchronized void fail(boolean persisted) {
        failing = true;
        persisting = persisted;
    }

    /** Cancels {@link #fail} if no write has failed yet. */
    synchronized void recover() {
        failing = false;
    }

    private synchronized void write(Writing writing) throws IOException {
        boolean fails = failing;
        failing = false;
        if (!fails || persisting) {
            writing.run();
        }
        if (fails) {
            throw new IOException("injected fsync failure");
        }
    }

    @Override
    protected WritableFile wrap(String path, WritableFile file) {
        if (!path.startsWith("log/")) {
            return file;
        }
        return new ForwardingFile(file) {
            @Override
            public void write(long position, ByteBuffer source) throws IOException {
                FailingLogStorage.this.write(() -> super.write(position, source));
            }

            @Override
            public void writeForced(long position, ByteBuffer source) throws IOException {
                FailingLogStorage.this.write(() -> super.writeForced(position, source));
            }
        };
    }
}

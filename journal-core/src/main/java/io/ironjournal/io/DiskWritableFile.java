package io.ironjournal.io;

import io.ironjournal.text.Printable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Writes with {@link RandomAccessFile}. Unlike a channel, it is not closed by an interrupt, and it repeats short writes
 * until all bytes are written.
 */
final class DiskWritableFile implements WritableFile {

    /** Limit of one write: the JDK copies the bytes to memory outside of the heap. A group fits into one forced write. */
    private static final int CHUNK = (1 << 20) + (64 << 10);

    private final Path path;
    private final FileIdentity identity;
    private final boolean identified;
    private final RandomAccessFile file;
    private @Nullable RandomAccessFile forcing;
    private boolean closed;

    /**
     * Opens an existing file.
     *
     * @param identified whether the file system gives stable identities
     */
    DiskWritableFile(Path path, boolean identified) throws IOException {
        this.path = path;
        this.identified = identified;
        // Fails when there is no file. The mode "rw" alone would create one.
        this.identity = FileIdentity.ofWritable(path);
        this.file = open("rw");
    }

    private RandomAccessFile open(String mode) throws IOException {
        try {
            return new RandomAccessFile(path.toFile(), mode);
        } catch (IOException e) {
            throw DiskErrors.at(path, "Cannot open", e);
        }
    }

    @Override
    public void write(long position, ByteBuffer source) throws IOException {
        write(file, position, source);
    }

    @Override
    public void writeForced(long position, ByteBuffer source) throws IOException {
        checkOpen();
        if (forcing == null && identity.stillAtPath()) {
            forcing = openForcing();
        }
        if (forcing != null) {
            write(forcing, position, source);
        } else {
            // The file was renamed or deleted, so that its path leads to another file or would create one. Or too many
            // files
            // are open.
            write(file, position, source);
            force();
        }
    }

    private @Nullable RandomAccessFile openForcing() throws IOException {
        try {
            return open("rwd");
        } catch (TooManyOpenFilesException e) {
            return null;
        }
    }

    private void write(RandomAccessFile target, long position, ByteBuffer source) throws IOException {
        try {
            target.seek(position);
            for (int at = source.position(); at < source.limit(); at += CHUNK) {
                target.write(source.array(), source.arrayOffset() + at, Math.min(CHUNK, source.limit() - at));
            }
        } catch (IOException e) {
            throw DiskErrors.at(path, "Cannot write", e);
        }
        source.position(source.limit());
    }

    @Override
    public void force() throws IOException {
        checkOpen();
        try {
            file.getFD().sync();
        } catch (IOException e) {
            throw DiskErrors.at(path, "Cannot force", e);
        }
    }

    @Override
    public void setSize(long size) throws IOException {
        try {
            file.setLength(size);
        } catch (IOException e) {
            throw DiskErrors.at(path, "Cannot set the size of", e);
        }
    }

    @Override
    public long size() throws IOException {
        try {
            return file.length();
        } catch (IOException e) {
            throw DiskErrors.at(path, "Cannot get the size of", e);
        }
    }

    @Override
    public void verify() throws IOException {
        if (identified) {
            identity.verify();
        }
    }

    @Override
    public WritableFile forSmallWrites() {
        return closed || !identity.stillAtPath() ? this : MappedWritableFile.of(this, path);
    }

    private void checkOpen() throws IOException {
        if (closed) {
            throw new IOException(this + " has been closed");
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        try {
            try {
                file.close();
            } finally {
                if (forcing != null) {
                    forcing.close();
                }
            }
        } catch (IOException e) {
            throw DiskErrors.at(path, "Cannot close", e);
        }
    }

    @Override
    public String toString() {
        return Printable.path(path);
    }
}

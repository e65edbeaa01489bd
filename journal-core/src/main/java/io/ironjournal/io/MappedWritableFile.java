package io.ironjournal.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * A file of fixed size whose unforced writes go into a mapping of it. All else goes through the file, since forcing a
 * mapping takes several times as long: mapping and file are one where there is a unified page cache, which is everywhere
 * but on Windows. All of the file has its place on the device already, so that no write can find it full.
 */
final class MappedWritableFile implements WritableFile {

    private final DiskWritableFile file;
    private final MappedByteBuffer bytes;

    private MappedWritableFile(DiskWritableFile file, MappedByteBuffer bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    /** Maps a file; gives the file itself where that cannot be done. */
    static WritableFile of(DiskWritableFile file, Path path) {
        if (System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("windows")) {
            return file;
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new MappedWritableFile(file, channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size()));
        } catch (IOException | IllegalArgumentException e) {
            // Too large, or no address space left: it only takes longer.
            return file;
        }
    }

    @Override
    public void write(long position, ByteBuffer source) throws IOException {
        int length = source.remaining();
        try {
            bytes.put((int) position, source, source.position(), length);
        } catch (InternalError e) {
            // The device has failed to deliver a page, or somebody has made the file shorter.
            throw new IOException("Cannot write " + file + " at " + position + ": " + e.getMessage(), e);
        }
        source.position(source.position() + length);
    }

    @Override
    public void writeForced(long position, ByteBuffer source) throws IOException {
        file.writeForced(position, source);
    }

    @Override
    public void force() throws IOException {
        file.force();
    }

    @Override
    public void setSize(long size) throws IOException {
        throw new IOException("The size of " + file + " does not change while it is mapped");
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    @Override
    public String toString() {
        return file.toString();
    }
}

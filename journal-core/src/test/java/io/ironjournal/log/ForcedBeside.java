package io.ironjournal.log;

import io.ironjournal.format.RecordType;
import io.ironjournal.recovery.Recovery;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A log that is forced from beside in the middle of groups, as the thread that forces in asynchronous mode may do at any
 * time: here when a record has been added and is not handed over yet; always when it made the log change its segment, for
 * which that thread will have waited.
 */
public final class ForcedBeside implements CommitLog {

    private final CommitLog log;
    private int records;

    private ForcedBeside(CommitLog log) {
        this.log = log;
    }

    /** Opens the log in files, as a journal does. */
    public static Recovery.Opened open(Recovery recovery) throws IOException {
        Recovery.Opened opened = recovery.openLog();
        return new Recovery.Opened(opened.manifest(), new ForcedBeside(opened.log()), opened.replay(), opened.losses());
    }

    @Override
    public void append(RecordType type, ByteBuffer head, byte[] body) throws IOException {
        long before = log.forces();
        log.append(type, head, body);
        if (log.forces() != before || ++records % 40 == 0) {
            log.forceBehind();
        }
    }

    @Override
    public long reserve(int contentLength, boolean urgent) throws IOException {
        return log.reserve(contentLength, urgent);
    }

    @Override
    public void promise(int contentLength) {
        log.promise(contentLength);
    }

    @Override
    public void settlePromise(int contentLength) {
        log.settlePromise(contentLength);
    }

    @Override
    public int pending() {
        return log.pending();
    }

    @Override
    public void write() throws IOException {
        log.write();
    }

    @Override
    public void force() throws IOException {
        log.force();
    }

    @Override
    public void forceBehind() throws IOException {
        log.forceBehind();
    }

    @Override
    public byte @Nullable [] read(RecordType type, long lsn, int contentLength) throws IOException {
        return log.read(type, lsn, contentLength);
    }

    @Override
    public long durable() {
        return log.durable();
    }

    @Override
    public long end() {
        return log.end();
    }

    @Override
    public boolean canTrim(long mark) {
        return log.canTrim(mark);
    }

    @Override
    public void trim(long mark) throws IOException {
        log.trim(mark);
    }

    @Override
    public long size() {
        return log.size();
    }

    @Override
    public long forces() {
        return log.forces();
    }

    @Override
    public void close() throws IOException {
        log.close();
    }
}

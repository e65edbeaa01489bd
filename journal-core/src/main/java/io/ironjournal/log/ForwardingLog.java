package io.ironjournal.log;

import io.ironjournal.spi.log.CommitLog;
import io.ironjournal.spi.log.GroupCompletion;
import io.ironjournal.spi.log.LogCapabilities;
import io.ironjournal.spi.log.LogPart;
import io.ironjournal.spi.log.LogReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** Forwards all calls to another log. */
class ForwardingLog implements CommitLog {

    private final CommitLog log;

    ForwardingLog(CommitLog log) {
        this.log = log;
    }

    @Override
    public LogCapabilities capabilities() {
        return log.capabilities();
    }

    @Override
    public long reserve(int contentLength, boolean urgent) throws IOException {
        return log.reserve(contentLength, urgent);
    }

    @Override
    public void reserveForLater(int contentLength) {
        log.reserveForLater(contentLength);
    }

    @Override
    public void releaseReservation(int contentLength) {
        log.releaseReservation(contentLength);
    }

    @Override
    public void add(int type, ByteBuffer head, byte[] body) throws IOException {
        log.add(type, head, body);
    }

    @Override
    public int pending() {
        return log.pending();
    }

    @Override
    public void commit(GroupCompletion completion) {
        log.commit(completion);
    }

    @Override
    public void handOver() throws IOException {
        log.handOver();
    }

    @Override
    public void commitHandedOver() throws IOException {
        log.commitHandedOver();
    }

    @Override
    public LogReader reader(long from) throws IOException {
        return log.reader(from);
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
    public long retainedBytes() {
        return log.retainedBytes();
    }

    @Override
    public long commits() {
        return log.commits();
    }

    @Override
    public boolean canTrim(long below) {
        return log.canTrim(below);
    }

    @Override
    public void trim(long below) throws IOException {
        log.trim(below);
    }

    @Override
    public List<LogPart> parts() {
        return log.parts();
    }

    @Override
    public void discard(LogPart part) throws IOException {
        log.discard(part);
    }

    @Override
    public boolean snapshot(long lsn) throws IOException {
        return log.snapshot(lsn);
    }

    @Override
    public void close() throws IOException {
        log.close();
    }
}

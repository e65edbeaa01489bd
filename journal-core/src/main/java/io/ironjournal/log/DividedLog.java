package io.ironjournal.log;

import io.ironjournal.spi.log.CommitLog;
import io.ironjournal.spi.log.LogCapabilities;
import io.ironjournal.spi.log.LogReader;
import io.ironjournal.spi.log.OpenedLog;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Divides records that are larger than a log accepts, and joins the parts when they are read. The parts follow each
 * other. Their types contain flags:
 *
 * <pre>
 *   type + 32        more parts follow
 *   type + 64        continues the part before
 * </pre>
 *
 * A record without all of its parts is not returned: it was never acknowledged, or it was partly trimmed.
 */
public final class DividedLog extends ForwardingLog {

    static final int MORE = 32;
    static final int CONTINUED = 64;

    private static final byte[] NOTHING = new byte[0];

    private final int largest;
    private final LogCapabilities capabilities;

    private DividedLog(CommitLog log) {
        super(log);
        LogCapabilities all = log.capabilities();
        this.largest = all.largestRecord();
        this.capabilities = new LogCapabilities() {
            @Override
            public int groupsInFlight() {
                return all.groupsInFlight();
            }

            @Override
            public boolean canFillUp() {
                return all.canFillUp();
            }

            @Override
            public boolean handsOver() {
                return all.handsOver();
            }
        };
    }

    /** Returns a log that accepts records of any size. This is the given log when it accepts them itself. */
    public static OpenedLog of(OpenedLog opened) {
        CommitLog log = opened.log();
        if (log.capabilities().largestRecord() == Integer.MAX_VALUE) {
            return opened;
        }
        return new ForwardingOpenedLog(opened, new DividedLog(log));
    }

    @Override
    public LogCapabilities capabilities() {
        return capabilities;
    }

    @Override
    public void add(int type, ByteBuffer head, byte[] body) throws IOException {
        int length = head.remaining() + body.length;
        if (length <= largest) {
            super.add(type, head, body);
            return;
        }
        byte[] content = new byte[length];
        int fromHead = head.remaining();
        head.get(content, 0, fromHead);
        System.arraycopy(body, 0, content, fromHead, body.length);
        for (int at = 0; at < length; at += largest) {
            int part = Math.min(largest, length - at);
            int flags = (at > 0 ? CONTINUED : 0) | (at + part < length ? MORE : 0);
            super.add(type | flags, ByteBuffer.wrap(content, at, part), NOTHING);
        }
    }

    @Override
    public LogReader reader(long from) throws IOException {
        return new JoiningReader(super.reader(from));
    }
}

package io.ironjournal.benchmarks.contender;

import java.io.IOException;
import java.util.List;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.jspecify.annotations.Nullable;

/** The calls of one thread to a contender. A call that writes returns when its bytes are durable, unless the contender was opened without forces. A session implements only the methods for the abilities of its contender. */
public interface Session extends AutoCloseable {

    /** Appends one entry. */
    void append(int stream, byte[] entry) throws Exception;

    /** Appends entries so that after a crash all are there, or none. */
    default void appendBatch(int stream, List<byte[]> entries) throws Exception {
        throw new UnsupportedOperationException();
    }

    /** Returns the XA resource for {@link #join}. */
    default XAResource resource() throws Exception {
        throw new UnsupportedOperationException();
    }

    /** Appends entries within the branch that was started on the resource. */
    default void join(List<byte[]> entries) throws Exception {
        throw new UnsupportedOperationException();
    }

    /** Appends entries in a transaction that commits in one phase. */
    default void onePhase(List<byte[]> entries) throws Exception {
        Xid xid = BenchmarkXid.next();
        XAResource branch = resource();
        branch.start(xid, XAResource.TMNOFLAGS);
        join(entries);
        branch.end(xid, XAResource.TMSUCCESS);
        branch.commit(xid, true);
    }

    /** Prepares a transaction that appends entries, then commits it. Each step is durable before the next one. */
    default void twoPhase(List<byte[]> entries) throws Exception {
        Xid xid = BenchmarkXid.next();
        XAResource branch = resource();
        branch.start(xid, XAResource.TMNOFLAGS);
        join(entries);
        branch.end(xid, XAResource.TMSUCCESS);
        branch.prepare(xid);
        branch.commit(xid, false);
    }

    /** Creates a checkpoint whose name is a number. */
    default void checkpoint(long number) throws Exception {
        throw new UnsupportedOperationException();
    }

    /** Returns the entry of stream 0 with a number. */
    default byte[] get(long id) throws Exception {
        throw new UnsupportedOperationException();
    }

    /** Reads stream 0 from its beginning. */
    default Reader reader() throws Exception {
        throw new UnsupportedOperationException();
    }

    /** Reads stream 0 from its beginning, without copies. */
    default Views views() throws Exception {
        throw new UnsupportedOperationException();
    }

    /** Reads stream 0 from its beginning, and waits for new entries. */
    default Reader follow() throws Exception {
        throw new UnsupportedOperationException();
    }

    @Override
    default void close() throws IOException {}

    /** Reads the entries of a stream in their order, where they lie in memory. */
    interface Views extends AutoCloseable {

        /** Returns what {@link #END} is not: the length of the next entry plus its first eight bytes as a number. */
        long next() throws Exception;

        /** Is returned at the end. The entries of the workloads do not give this number. */
        long END = Long.MIN_VALUE;

        @Override
        default void close() throws IOException {}
    }

    /** Reads the entries of a stream in their order. */
    interface Reader extends AutoCloseable {

        /** Returns the next entry; null at the end, or if there is none yet. */
        byte @Nullable [] next() throws Exception;

        @Override
        default void close() throws IOException {}
    }
}

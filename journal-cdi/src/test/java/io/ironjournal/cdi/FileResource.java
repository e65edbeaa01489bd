package io.ironjournal.cdi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/** Another participant of transactions. It keeps a file for each branch in doubt, and one for each that ended. */
final class FileResource implements XAResource {

    private static final HexFormat HEX = HexFormat.of();

    private final Path directory;
    private final Runnable beforeCommit;

    /**
     * Creates the participant.
     *
     * @param beforeCommit runs before a branch is committed
     */
    FileResource(Path directory, Runnable beforeCommit) {
        this.directory = directory;
        this.beforeCommit = beforeCommit;
    }

    /** Returns what happened to the branches: "prepared", "committed" or "rolled back". */
    static List<String> outcomes(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString().split("-", 2)[0])
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String state, Xid xid) {
        return directory.resolve(state + "-" + xid.getFormatId() + "-" + HEX.formatHex(xid.getGlobalTransactionId())
                + "-" + HEX.formatHex(xid.getBranchQualifier()));
    }

    private void end(String outcome, Xid xid) {
        try {
            Files.move(file("prepared", xid), file(outcome, xid));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int prepare(Xid xid) {
        try {
            Files.createFile(file("prepared", xid));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return XA_OK;
    }

    @Override
    public void commit(Xid xid, boolean onePhase) {
        beforeCommit.run();
        end("committed", xid);
    }

    @Override
    public void rollback(Xid xid) {
        if (Files.exists(file("prepared", xid))) {
            end("rolled back", xid);
        }
    }

    @Override
    public Xid[] recover(int flags) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString().split("-"))
                    .filter(parts -> parts[0].equals("prepared"))
                    .map(parts ->
                            new FoundXid(Integer.parseInt(parts[1]), HEX.parseHex(parts[2]), HEX.parseHex(parts[3])))
                    .toArray(Xid[]::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record FoundXid(int format, byte[] global, byte[] branch) implements Xid {

        @Override
        public int getFormatId() {
            return format;
        }

        @Override
        public byte[] getGlobalTransactionId() {
            return global.clone();
        }

        @Override
        public byte[] getBranchQualifier() {
            return branch.clone();
        }
    }

    @Override
    public void start(Xid xid, int flags) {}

    @Override
    public void end(Xid xid, int flags) {}

    @Override
    public void forget(Xid xid) {}

    @Override
    public boolean isSameRM(XAResource other) {
        return other == this;
    }

    @Override
    public int getTransactionTimeout() {
        return 0;
    }

    @Override
    public boolean setTransactionTimeout(int seconds) {
        return false;
    }
}

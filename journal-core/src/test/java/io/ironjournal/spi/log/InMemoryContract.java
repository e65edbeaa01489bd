package io.ironjournal.spi.log;

/** The common part of the contract tests of logs in memory. */
abstract class InMemoryContract extends CommitLogContract {

    private InMemoryLog log;

    InMemoryContract(InMemoryLog log) {
        this.log = log;
    }

    @Override
    protected LogProvider provider() {
        return log;
    }

    @Override
    protected void crash(long seed) {
        log = InMemoryCrash.powerCut(log, seed);
    }

    @Override
    protected void kill() {
        log = InMemoryCrash.kill(log);
    }

    @Override
    protected void fail() {
        log.failing = true;
    }

    @Override
    protected void limitRoom(int bytes) {
        log.capacity = log.records.values().stream()
                        .mapToLong(record -> record.content().length + 16)
                        .sum()
                + bytes;
    }
}

package io.ironjournal.spi.log;

/** A log in memory behind a slow network. It takes several groups at a time, and no large records. */
class SlowLogContractTest extends InMemoryContract {

    SlowLogContractTest() {
        super(new InMemoryLog(new SlowNetwork(1_000_000, 8), 1 << 20, 2000));
    }
}

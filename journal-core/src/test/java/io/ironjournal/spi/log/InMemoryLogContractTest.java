package io.ironjournal.spi.log;

/** A log in memory without a network. */
class InMemoryLogContractTest extends InMemoryContract {

    InMemoryLogContractTest() {
        super(new InMemoryLog(1 << 20));
    }
}

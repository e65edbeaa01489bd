package io.ironjournal.spi.log;

/** A log in memory that groups reach at once. */
class InMemoryLogContractTest extends InMemoryContract {

    InMemoryLogContractTest() {
        super(new InMemoryLog(1 << 20));
    }
}

package io.ironjournal.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ironjournal.format.BuiltState;
import io.ironjournal.format.FlushMark;
import io.ironjournal.io.WritableFile;
import io.ironjournal.spi.log.CommitLog;
import io.ironjournal.spi.log.LogIdentity;
import io.ironjournal.spi.log.OpenedLog;
import io.ironjournal.test.storage.SimulatedStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which files that were built from a log elsewhere can be used again. */
class BuiltFilesTest {

    private static final UUID JOURNAL = new UUID(1, 2);
    private static final long LOW_WATER_MARK = 2_000;
    private static final long FLUSHED = 3_000;

    /**
     * An open log.
     *
     * @param begin the highest end of a discarded part
     * @param end the end of the earlier opening
     */
    private record Log(UUID journal, long epoch, long begin, long end) implements OpenedLog {

        @Override
        public LogIdentity identity() {
            return new LogIdentity(journal, 0);
        }

        @Override
        public CommitLog log() {
            throw new UnsupportedOperationException();
        }

        @Override
        public long endOf(long earlier) {
            return end;
        }
    }

    /** Between the low-water mark and the flushed LSN there may be the PREPARE of a branch that was committed since. */
    @ParameterizedTest
    @CsvSource({
        "1, 8, 0, 3000, true",
        "1, 8, 2000, 3000, true",
        "1, 8, 2001, 3000, false",
        "1, 8, 3000, 3000, false",
        "1, 8, 0, 2999, false",
        "1, 7, 0, 3000, false",
        "9, 8, 0, 3000, false"
    })
    void files_areUsed_ifTheLogHasAllThatTheyLack(long journal, long epoch, long begin, long end, boolean used)
            throws IOException {
        SimulatedStorage storage = new SimulatedStorage(1);
        FlushMark mark = FlushMark.NONE.at(LOW_WATER_MARK, FLUSHED);
        try (WritableFile file = storage.create("BUILT")) {
            file.write(0, ByteBuffer.wrap(new BuiltState(JOURNAL, 7, mark).encode()));
        }
        Log log = new Log(new UUID(journal, 2), epoch, begin, end);
        assertEquals(used, BuiltFiles.usable(storage, log).isPresent());
    }
}

package io.ironjournal.spi.log;

import java.util.List;

/**
 * Says what opening a log did to it.
 *
 * @since 0.1.0
 */
public interface LogReport {

    /** Returns the report of an opening that met nothing unusual. */
    static LogReport nothing() {
        return new LogReport() {
            @Override
            public String toString() {
                return "nothing unusual";
            }
        };
    }

    /** Returns the number of bytes that were written once more, since nothing proved them durable. */
    default long copiedBytes() {
        return 0;
    }

    /** Returns the number of bytes at the log's end that were discarded. */
    default long discardedBytes() {
        return 0;
    }

    /** Returns how many acknowledged records were lost, at least. */
    default long lostRecords() {
        return 0;
    }

    /** Returns irregularities, each in a sentence. */
    default List<String> notes() {
        return List.of();
    }

    /** Returns the names under which discarded bytes are kept, if they are. */
    default List<String> keptIn() {
        return List.of();
    }
}

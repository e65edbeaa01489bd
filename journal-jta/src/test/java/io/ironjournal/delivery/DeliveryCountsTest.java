package io.ironjournal.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.EntryIterator;
import io.ironjournal.ForwardingJournal;
import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The number of deliveries of an entry, as later workers find it. */
class DeliveryCountsTest {

    @TempDir
    Path directory;

    private static DeliveryCounts counts(Journal journal, String cursor) {
        return new DeliveryCounts(journal, "dead", cursor, "orders");
    }

    @Test
    void count_survivesTheWorker_andBelongsToOneCursor() {
        try (Journal journal = Journal.open(directory)) {
            DeliveryCounts first = counts(journal, "a");
            assertEquals(0, first.deliveredBefore(5));
            first.begin(5, 1);
            DeliveryCounts second = counts(journal, "a");
            assertEquals(1, second.deliveredBefore(5));
            assertEquals(0, second.deliveredBefore(6));
            second.begin(5, 2);
            second.begin(5, 3);
            assertEquals(0, counts(journal, "b").deliveredBefore(5));
            assertEquals(0, counts(journal, "a").deliveredBefore(6));
            assertEquals(3, counts(journal, "a").deliveredBefore(5));
        }
    }

    @Test
    void countOfAFinishedEntry_isForgotten_soThatTheCursorCanBeResetToIt() {
        try (Journal journal = Journal.open(directory)) {
            DeliveryCounts counts = counts(journal, "a");
            counts.begin(5, 1);
            counts.begin(5, 2);
            counts.finished(5);
            counts.begin(6, 1);
            counts.finished(6);
            assertEquals(3, journal.nextId("dead.deliveries"));
            DeliveryCounts next = counts(journal, "a");
            assertEquals(0, next.deliveredBefore(5));
            next.begin(5, 1);
            DeliveryCounts afterACrash = counts(journal, "a");
            assertEquals(1, afterACrash.deliveredBefore(5));
            afterACrash.finished(5);
            assertEquals(0, counts(journal, "a").deliveredBefore(5));
        }
    }

    @Test
    void firstDeliveries_writeNothing_afterTheFirstOfAWorker() {
        try (Journal journal = Journal.open(directory)) {
            DeliveryCounts counts = counts(journal, "a");
            counts.begin(0, 1);
            counts.finished(0);
            long written = journal.nextId("dead.deliveries");
            for (int entry = 1; entry < 50; entry++) {
                counts.begin(entry, 1);
                counts.finished(entry);
                counts.beginBatch(entry, entry + 1);
            }
            assertEquals(written, journal.nextId("dead.deliveries"));
        }
    }

    @Test
    void batchThatEndedTheProcess_isDeliveredAlone_alsoAfterFurtherEnds() {
        try (Journal journal = Journal.open(directory)) {
            counts(journal, "a").beginBatch(10, 13);

            DeliveryCounts second = counts(journal, "a");
            assertEquals(0, second.deliveredBefore(10));
            assertTrue(second.isSuspect(10));
            assertTrue(second.isSuspect(12));
            assertFalse(second.isSuspect(13));
            second.begin(10, 1);
            second.finished(10);
            second.begin(11, 1);

            DeliveryCounts third = counts(journal, "a");
            assertEquals(1, third.deliveredBefore(11));
            assertTrue(third.isSuspect(11));
            third.begin(11, 2);
            third.finished(11);

            DeliveryCounts fourth = counts(journal, "a");
            assertEquals(0, fourth.deliveredBefore(12));
            assertTrue(fourth.isSuspect(12));
            fourth.begin(12, 1);
            fourth.finished(12);
            assertFalse(fourth.isSuspect(12));

            DeliveryCounts fifth = counts(journal, "a");
            assertEquals(0, fifth.deliveredBefore(10));
            assertFalse(fifth.isSuspect(10));
        }
    }

    @Test
    void batchThatSucceeded_isForgotten() {
        try (Journal journal = Journal.open(directory)) {
            DeliveryCounts first = counts(journal, "a");
            first.beginBatch(10, 13);
            assertFalse(first.isSuspect(10));
            first.finished(12);
            DeliveryCounts second = counts(journal, "a");
            assertEquals(0, second.deliveredBefore(10));
            assertFalse(second.isSuspect(10));
        }
    }

    @Test
    void countsOfConsumedEntries_areTruncated_andOthersAreKept() {
        JournalOptions options =
                JournalOptions.builder(directory).maxEntriesPerSegment(10).build();
        try (Journal journal = Journal.open(options)) {
            for (int i = 0; i < 100; i++) {
                journal.append("orders", "x".getBytes(UTF_8));
            }
            DeliveryCounts pending = counts(journal, "pending");
            DeliveryCounts consumed = counts(journal, "consumed");
            for (int i = 1; i <= 50; i++) {
                consumed.begin(3, i);
            }
            pending.begin(3, 7);
            for (int i = 1; i <= 50; i++) {
                consumed.begin(3, i);
            }
            journal.cursor("consumed", "orders").advanceTo(4);
            assertEquals(0, counts(journal, "consumed").deliveredBefore(4));
            assertEquals(50, journal.firstId("dead.deliveries"));
            assertEquals(7, counts(journal, "pending").deliveredBefore(3));
        }
    }

    /** Another consumer that records a delivery while this one reads must not lose its record. */
    @Test
    void recordThatIsAppendedWhileOthersAreRead_isNotTruncated() {
        JournalOptions options =
                JournalOptions.builder(directory).maxEntriesPerSegment(1).build();
        try (Journal journal = Journal.open(options)) {
            DeliveryCounts other = counts(journal, "other");
            counts(journal, "a").begin(0, 1);
            counts(journal, "a").finished(0);
            Journal interleaved = new ForwardingJournal() {
                @Override
                protected Journal delegate() {
                    return journal;
                }

                @Override
                public EntryIterator iterate(String stream, long fromId) {
                    EntryIterator entries = journal.iterate(stream, fromId);
                    other.begin(7, 1);
                    return entries;
                }
            };
            assertEquals(0, counts(interleaved, "a").deliveredBefore(1));
            counts(journal, "b").begin(0, 1);
            assertEquals(1, counts(journal, "other").deliveredBefore(7));
        }
    }
}

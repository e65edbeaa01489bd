package io.ironjournal.delivery;

import io.ironjournal.Cursor;
import io.ironjournal.Entry;
import io.ironjournal.EntryTooLargeException;
import io.ironjournal.InvalidStreamNameException;
import io.ironjournal.Journal;
import io.ironjournal.NewEntry;
import io.ironjournal.TransactionTooLargeException;
import io.ironjournal.spi.transaction.Branch;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.transaction.BranchId;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.concurrent.CancellationException;

/**
 * Writes dead letters to a stream.
 *
 * @param journal the journal without transactions
 * @param stream the name of the stream
 */
public record DeadLetters(Journal journal, String stream) {

    /** "IJdl", to be recognized in messages. */
    private static final int FORMAT_ID = 0x494A646C;

    /**
     * Checks that the stream can be written, and the stream with the numbers of deliveries. Writes nothing.
     *
     * @throws InvalidStreamNameException if no stream can have one of the names
     */
    public void requireWritable() {
        Branch branch = Transactions.of(journal).begin(newId());
        try {
            branch.add(stream, new byte[0]);
            requireWritableRecords(branch);
        } finally {
            branch.abandon(new CancellationException("Only a check of the names"));
        }
    }

    private void requireWritableRecords(Branch branch) {
        String records = DeliveryRecords.streamOf(stream);
        try {
            branch.add(records, new byte[0]);
        } catch (InvalidStreamNameException e) {
            throw new InvalidStreamNameException(
                    "The stream '" + TextLines.escape(stream)
                            + "' cannot be a dead-letter stream, because the numbers of"
                            + " deliveries are in a stream '" + TextLines.escape(records) + "', which is not possible: "
                            + e.getMessage() + ". Use another name, of at most "
                            + DeliveryRecords.MAX_DEAD_LETTER_BYTES + " bytes in UTF-8",
                    e.context(),
                    e);
        }
    }

    private static BranchId newId() {
        UUID id = UUID.randomUUID();
        ByteBuffer bytes = ByteBuffer.allocate(2 * Long.BYTES);
        bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        return new BranchId(FORMAT_ID, bytes.array(), new byte[0]);
    }

    /** Returns why an entry is a dead letter of which no failure is known. */
    public static Throwable processEnded() {
        return new IllegalStateException("The process ended during the last delivery, or directly after it");
    }

    /** Writes a dead letter and advances the cursor past the entry, in one record of the log. */
    public void write(Cursor cursor, Entry entry, long deliveries, Throwable reason) {
        Transactions transactions = Transactions.of(journal);
        BranchId id = newId();
        Branch branch = transactions.begin(id);
        boolean done = false;
        try {
            branch.advance(cursor, entry.id() + 1);
            add(branch, cursor, entry, deliveries, reason);
            transactions.commitOnePhase(id);
            done = true;
        } finally {
            if (!done) {
                branch.abandon(new CancellationException("The dead letter was not written"));
            }
        }
    }

    private void add(Branch branch, Cursor cursor, Entry entry, long deliveries, Throwable reason) {
        try {
            branch.add(stream, letter(cursor, entry, deliveries, reason, true));
        } catch (EntryTooLargeException | TransactionTooLargeException e) {
            branch.add(stream, letter(cursor, entry, deliveries, reason, false));
        }
    }

    private static NewEntry letter(Cursor cursor, Entry entry, long deliveries, Throwable reason, boolean withData) {
        return NewEntry.of(withData ? entry.data() : new byte[0])
                .headers(DeadLetterHeaders.of(cursor.stream(), entry, cursor.name(), deliveries, reason, withData));
    }
}

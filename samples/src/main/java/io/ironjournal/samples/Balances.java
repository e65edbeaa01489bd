package io.ironjournal.samples;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

/** The balances of all accounts in memory. They result from a snapshot and the entries after it. */
final class Balances {

    static final int ACCOUNTS = 1_000;

    /** The opening balance of each account. */
    static final long OPENING_CENTS = 100_000;

    private final AtomicLongArray cents = new AtomicLongArray(ACCOUNTS);

    /** Returns the key that selects the shard of an account. */
    static byte[] key(int account) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(account).array();
    }

    /** Returns an entry of the journal: an amount that is added to an account; a negative amount is subtracted. */
    static byte[] entry(int account, long amount) {
        return ByteBuffer.allocate(Integer.BYTES + Long.BYTES)
                .putInt(account)
                .putLong(amount)
                .array();
    }

    void apply(byte[] entry) {
        ByteBuffer posting = ByteBuffer.wrap(entry);
        add(posting.getInt(), posting.getLong());
    }

    void add(int account, long amount) {
        cents.addAndGet(account, amount);
    }

    long of(int account) {
        return cents.get(account);
    }

    long sum() {
        return IntStream.range(0, ACCOUNTS).mapToLong(cents::get).sum();
    }

    boolean isCorrect() {
        return sum() == ACCOUNTS * OPENING_CENTS;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "the sum of all balances is %,d.%02d", sum() / 100, sum() % 100);
    }
}

package io.ironjournal.samples;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

/** The balances of all accounts, in memory: what a snapshot and the entries after it lead to. */
final class Balances {

    static final int ACCOUNTS = 1_000;

    /** What each account is opened with. */
    static final long OPENING_CENTS = 100_000;

    private final AtomicLongArray cents = new AtomicLongArray(ACCOUNTS);

    /** Says where an account's entries go. */
    static byte[] key(int account) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(account).array();
    }

    /** An entry of the journal: so much comes to an account, or goes when it is negative. */
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

    boolean isRight() {
        return sum() == ACCOUNTS * OPENING_CENTS;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "the sum of all balances is %,d.%02d", sum() / 100, sum() % 100);
    }
}

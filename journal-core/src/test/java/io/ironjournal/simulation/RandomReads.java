package io.ironjournal.simulation;

import io.ironjournal.Entry;
import io.ironjournal.EntryIterator;
import io.ironjournal.EntryView;
import io.ironjournal.EntryViewIterator;
import io.ironjournal.Journal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Reads in every way, and compares the results with the model. */
final class RandomReads {

    private final Model model;
    private final Journal journal;
    private final SplittableRandom random;

    RandomReads(Model model, Journal journal, SplittableRandom random) {
        this.model = model;
        this.journal = journal;
        this.random = random;
    }

    /** Reads some entries of a stream. */
    void of(String stream) {
        List<byte[]> all = model.all(stream);
        int first = (int) journal.firstId(stream);
        require(journal.nextId(stream) == all.size(), "nextId of " + stream);
        require(first <= all.size() && first == model.firstId(stream), "firstId of " + stream);
        switch (random.nextInt(6)) {
            case 0 -> getBatch(stream, all, first);
            case 1 -> iterate(stream, all, first);
            case 2 -> iterateBackwards(stream, all, first);
            case 3 -> searchTimes(stream, first);
            case 4 -> iterateViews(stream, all, first);
            default -> tail(stream, all, first);
        }
    }

    private void getBatch(String stream, List<byte[]> all, int first) {
        List<Long> ids = new ArrayList<>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            ids.add((long) random.nextInt(all.size() + 3));
        }
        List<Optional<byte[]>> read =
                journal.getBatch(stream, ids.stream().mapToLong(Long::longValue).toArray());
        for (int i = 0; i < ids.size(); i++) {
            int id = (int) (long) ids.get(i);
            Optional<byte[]> one = journal.get(stream, id);
            boolean there = id >= first && id < all.size();
            require(read.get(i).isPresent() == there && one.isPresent() == there, "entry " + id + " of " + stream);
            if (there) {
                require(Arrays.equals(all.get(id), read.get(i).get()), "entry " + id + " of a batch of " + stream);
                require(Arrays.equals(all.get(id), one.get()), "entry " + id + " of " + stream);
            }
        }
    }

    private void iterate(String stream, List<byte[]> all, int first) {
        int id = first + random.nextInt(all.size() - first + 1);
        try (EntryIterator entries = journal.iterate(stream, id)) {
            for (; entries.hasNext(); id++) {
                requireEntry(stream, all, id, entries.next());
            }
        }
        require(id == all.size(), "the end of stream " + stream);
    }

    private void iterateViews(String stream, List<byte[]> all, int first) {
        int id = first + random.nextInt(all.size() - first + 1);
        try (EntryViewIterator views = journal.iterateViews(stream, id)) {
            for (; views.hasNext(); id++) {
                requireView(stream, all, id, views.next());
                int one = first + random.nextInt(all.size() - first);
                journal.read(stream, one, view -> {
                    requireView(stream, all, one, view);
                    return one;
                });
            }
        }
        require(id == all.size(), "the end of the views of " + stream);
    }

    private static void requireView(String stream, List<byte[]> all, int id, EntryView view) {
        boolean same = view.id() == id
                && view.data().equals(ByteBuffer.wrap(all.get(id)))
                && view.headers().equals(DerivedHeaders.of(all.get(id)));
        require(same, "view " + id + " of " + stream);
    }

    private void iterateBackwards(String stream, List<byte[]> all, int first) {
        int id = first + random.nextInt(all.size() - first + 1);
        try (EntryIterator entries = journal.iterateBackwards(stream, id)) {
            while (entries.hasNext()) {
                id--;
                requireEntry(stream, all, id, entries.next());
            }
        }
        require(id == first, "the beginning of stream " + stream);
    }

    /** Compares the search for a time with a look at all entries. */
    private void searchTimes(String stream, int first) {
        List<Entry> entries = new ArrayList<>();
        try (EntryIterator iterator = journal.iterate(stream, first)) {
            iterator.forEachRemaining(entries::add);
        }
        for (int i = 0; i < 3 && !entries.isEmpty(); i++) {
            Instant time = entries.get(random.nextInt(entries.size())).time().plusNanos(random.nextInt(-2000, 2000));
            long expected = entries.stream()
                    .filter(entry -> !entry.time().isBefore(time))
                    .mapToLong(Entry::id)
                    .findFirst()
                    .orElse(first + entries.size());
            require(journal.firstIdAt(stream, time) == expected, "first id at " + time + " of " + stream);
        }
        for (int i = 1; i < entries.size(); i++) {
            require(entries.get(i).timeMicros() >= entries.get(i - 1).timeMicros(), "times of " + stream);
        }
    }

    /** Follows only up to the last entry: no other thread would append the next one. */
    private void tail(String stream, List<byte[]> all, int first) {
        int from = first + random.nextInt(all.size() - first + 1);
        try (EntryIterator entries = journal.follow(stream, from)) {
            for (int id = from; id < Math.min(all.size(), from + 10); id++) {
                requireEntry(stream, all, id, entries.next());
            }
        }
    }

    private static void requireEntry(String stream, List<byte[]> all, int id, Entry entry) {
        require(entry.id() == id && Arrays.equals(entry.data(), all.get(id)), "entry " + id + " of " + stream);
        DerivedHeaders.require(stream, entry);
    }

    private static void require(boolean right, String what) {
        if (!right) {
            throw new Verifier.Violation("Wrong result of a read: " + what);
        }
    }
}

package io.ironjournal.consumer;

import io.ironjournal.Journal;
import io.ironjournal.StreamsIterator;
import java.util.Collection;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** Which streams a consumer consumes. */
interface ConsumedStreams {

    /** Waits for entries of all these streams, from the ids that a function returns. */
    StreamsIterator follow(Journal journal, ToLongFunction<String> fromId);

    /** Returns the names of the streams that exist now, or that are known by name. */
    Collection<String> names(Journal journal);

    /** Returns whether this may be several streams. */
    boolean areSeveral();

    /**
     * Leaves out the streams that the consumer itself writes.
     *
     * @throws IllegalArgumentException if one of them was chosen by name
     */
    ConsumedStreams without(Set<String> written);

    /** Streams with known names. */
    record Named(Set<String> names) implements ConsumedStreams {

        @Override
        public StreamsIterator follow(Journal journal, ToLongFunction<String> fromId) {
            return journal.follow(names, fromId);
        }

        @Override
        public Collection<String> names(Journal journal) {
            return names;
        }

        @Override
        public boolean areSeveral() {
            return names.size() > 1;
        }

        @Override
        public ConsumedStreams without(Set<String> written) {
            for (String name : written) {
                if (names.contains(name)) {
                    throw new IllegalArgumentException(
                            "A consumer cannot consume the stream of its own dead letters: " + name);
                }
            }
            return this;
        }

        @Override
        public String toString() {
            return names.size() > 3 ? names.size() + " streams" : "streams " + names;
        }
    }

    /** All streams whose names match, also those that appear later. */
    record Matching(Predicate<String> matcher) implements ConsumedStreams {

        @Override
        public StreamsIterator follow(Journal journal, ToLongFunction<String> fromId) {
            return journal.followMatching(matcher, fromId);
        }

        @Override
        public Collection<String> names(Journal journal) {
            return journal.streams().stream().filter(matcher).toList();
        }

        @Override
        public boolean areSeveral() {
            return true;
        }

        @Override
        public ConsumedStreams without(Set<String> written) {
            return new Matching(matcher.and(name -> !written.contains(name)));
        }

        @Override
        public String toString() {
            return "matching streams";
        }
    }
}

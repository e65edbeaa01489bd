package io.ironjournal.write;

import io.ironjournal.ErrorContext;
import io.ironjournal.PositionConflictException;
import io.ironjournal.format.Expectation;
import io.ironjournal.memtable.StreamState;
import io.ironjournal.memtable.Streams;
import io.ironjournal.text.Printable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The positions at which streams must end when a record gets its place in the log. */
public final class ExpectedEnds {

    static final ExpectedEnds NONE = new ExpectedEnds(List.of(), new StreamState[0]);

    private final List<Expectation> expectations;
    private final StreamState[] states;

    private ExpectedEnds(List<Expectation> expectations, StreamState[] states) {
        this.expectations = expectations;
        this.states = states;
    }

    /** Opens the streams, so that the committer can check them without I/O. */
    static ExpectedEnds of(List<Expectation> expectations, Streams streams) {
        if (expectations.isEmpty()) {
            return NONE;
        }
        StreamState[] states = new StreamState[expectations.size()];
        for (int i = 0; i < states.length; i++) {
            states[i] = streams.forWriting(expectations.get(i).stream());
        }
        return new ExpectedEnds(expectations, states);
    }

    /** Returns the exception for a stream that ends elsewhere; null if there is none. Called by the committer. */
    public @Nullable PositionConflictException conflict() {
        for (int i = 0; i < states.length; i++) {
            long actual = states[i].current().assignedNextId();
            if (actual != expectations.get(i).nextId()) {
                return conflict(expectations.get(i), actual);
            }
        }
        return null;
    }

    private static PositionConflictException conflict(Expectation expectation, long actual) {
        return new PositionConflictException(
                "Nothing was written, because stream '" + Printable.name(expectation.stream()) + "' ends at " + actual
                        + " and not at the expected " + expectation.nextId()
                        + ". Read the stream again, decide again, and write with the new position.",
                ErrorContext.ofStream(expectation.stream()).withId(actual),
                expectation.nextId(),
                actual,
                null);
    }
}

package io.ironjournal.write;

import io.ironjournal.format.Expectation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The claims of one prepared branch.
 *
 * @param owner the branch, as messages name it
 * @param shared the streams to which the branch adds entries and of which it expects no position
 * @param exclusive the streams of which the branch expects a position
 */
public record StreamClaim(Object owner, List<String> shared, List<String> exclusive) {

    /**
     * Returns the claims of a branch.
     *
     * @param streams the streams to which the branch adds entries
     */
    public static StreamClaim of(Object owner, List<String> streams, List<Expectation> expectations) {
        if (expectations.isEmpty()) {
            return new StreamClaim(owner, streams, List.of());
        }
        Set<String> exclusive = new HashSet<>();
        expectations.forEach(expectation -> exclusive.add(expectation.stream()));
        List<String> shared = new ArrayList<>(streams);
        shared.removeAll(exclusive);
        return new StreamClaim(owner, List.copyOf(shared), List.copyOf(exclusive));
    }
}

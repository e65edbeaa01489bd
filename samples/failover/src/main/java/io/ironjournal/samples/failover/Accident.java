package io.ironjournal.samples.failover;

import org.jspecify.annotations.Nullable;

/**
 * How a machine ends.
 *
 * @param kind what happens to it
 * @param point where in a two-phase commit; null for any moment
 */
record Accident(Kind kind, @Nullable KillPoint point) {

    /** What happens to a machine. */
    enum Kind {
        /** The process is killed, and its directory is deleted. */
        LOST,
        /** The process is stopped, and goes on after another machine has taken over. */
        PAUSED,
        /** The process ends normally. */
        NONE
    }

    static final Accident NONE = new Accident(Kind.NONE, null);

    private static final String ANY = "ANY";

    String[] toArguments() {
        return new String[] {kind.name(), point == null ? ANY : point.name()};
    }

    static Accident ofArguments(String kind, String point) {
        return new Accident(Kind.valueOf(kind), point.equals(ANY) ? null : KillPoint.valueOf(point));
    }

    /** Returns the rest of a sentence that begins with the machine. */
    String description() {
        return (kind == Kind.LOST ? "is lost" : "is paused")
                + (point == null ? " at a random moment" : " when " + point.description);
    }
}

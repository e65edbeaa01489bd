package io.ironjournal.narayana;

import java.util.EnumSet;
import java.util.Set;

/**
 * One order of the processes that are killed. Its number says who takes part, so that a check needs nothing else.
 *
 * @param run the process, counted from one
 * @param number counted from zero in each run
 */
record KilledOrder(int run, int number) {

    /** Who takes part in transactions. */
    enum Participant {
        /** The journal with Narayana's log. */
        LOG_JOURNAL,
        OTHER_JOURNAL,
        DATABASE,
        /** Takes part only if {@link #WITH_BROKER} is set. */
        BROKER
    }

    /** The system property that adds a broker. */
    static final String WITH_BROKER = "kills.broker";

    static KilledOrder parse(String name) {
        int separator = name.indexOf('-');
        return new KilledOrder(
                Integer.parseInt(name.substring(0, separator)), Integer.parseInt(name.substring(separator + 1)));
    }

    Set<Participant> participants() {
        Set<Participant> participants = switch (number % 6) {
            case 2 -> EnumSet.allOf(Participant.class);
            case 3 -> EnumSet.of(Participant.OTHER_JOURNAL, Participant.DATABASE, Participant.BROKER);
            case 4 -> EnumSet.of(Participant.LOG_JOURNAL, Participant.OTHER_JOURNAL, Participant.BROKER);
            default -> EnumSet.of(Participant.LOG_JOURNAL, Participant.DATABASE);
        };
        if (!Boolean.getBoolean(WITH_BROKER)) {
            participants.remove(Participant.BROKER);
        }
        return participants;
    }

    boolean isDatabaseFirst() {
        return number % 6 == 1;
    }

    /** Whether one more resource takes part, which refuses when all others have voted. */
    boolean isRefused() {
        return number % 6 == 5;
    }

    @Override
    public String toString() {
        return run + "-" + number;
    }
}

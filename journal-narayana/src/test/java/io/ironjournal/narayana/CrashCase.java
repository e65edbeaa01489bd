package io.ironjournal.narayana;

import java.util.ArrayList;
import java.util.List;

/**
 * One transaction that crashes: the point of the crash, whether the journals are enlisted before or after the other
 * resources, the number of journals, the journal in which it crashes, and whether a broker takes part beside the
 * database.
 */
record CrashCase(HaltPoint point, boolean journalsFirst, int journals, int dyingJournal, boolean broker) {

    private static final String SEPARATOR = "-";

    static CrashCase parse(String name) {
        String[] parts = name.split(SEPARATOR, -1);
        return new CrashCase(
                HaltPoint.valueOf(parts[0]),
                parts[1].equals("first"),
                Integer.parseInt(parts[2]),
                Integer.parseInt(parts[3]),
                parts[4].equals("broker"));
    }

    /** Every point with everything that can be different there. */
    static List<CrashCase> all() {
        List<CrashCase> cases = new ArrayList<>();
        for (HaltPoint point : HaltPoint.values()) {
            if (point.isOnePhase()) {
                cases.add(new CrashCase(point, true, 1, 1, false));
            } else if (!point.isInRecoveryOnly() && (TestNarayana.IN_JOURNAL || !point.isInLogJournal())) {
                for (boolean broker : new boolean[] {false, true}) {
                    cases.addAll(twoPhases(point, broker));
                }
            }
        }
        return cases;
    }

    private static List<CrashCase> twoPhases(HaltPoint point, boolean broker) {
        List<CrashCase> cases = new ArrayList<>();
        for (boolean first : new boolean[] {true, false}) {
            // The journal with the log writes nothing at its commit.
            if (!TestNarayana.IN_JOURNAL || point != HaltPoint.DURING_COMMIT) {
                cases.add(new CrashCase(point, first, 1, 1, broker));
                cases.add(new CrashCase(point, first, 2, 1, broker));
            }
            if (point.isInJournal()) {
                cases.add(new CrashCase(point, first, 2, 2, broker));
            }
        }
        return cases;
    }

    /** Every point once, and among them everything that can be different. */
    static List<CrashCase> some() {
        List<CrashCase> cases = new ArrayList<>(List.of(
                new CrashCase(HaltPoint.BEFORE_PREPARE, true, 1, 1, false),
                new CrashCase(HaltPoint.DURING_PREPARE, false, 2, 2, false),
                new CrashCase(HaltPoint.AFTER_PREPARE, true, 1, 1, true),
                new CrashCase(HaltPoint.BEFORE_LOG, false, 2, 1, false),
                new CrashCase(HaltPoint.AFTER_LOG, true, 2, 1, true),
                new CrashCase(HaltPoint.BEFORE_COMMIT, false, 1, 1, false),
                TestNarayana.IN_JOURNAL
                        ? new CrashCase(HaltPoint.DURING_COMMIT, true, 2, 2, false)
                        : new CrashCase(HaltPoint.DURING_COMMIT, true, 1, 1, false),
                new CrashCase(HaltPoint.AFTER_COMMIT, true, 2, 1, false),
                new CrashCase(HaltPoint.AFTER_COMMIT, false, 1, 1, true),
                new CrashCase(HaltPoint.BEFORE_LOG_REMOVAL, true, 1, 1, true),
                new CrashCase(HaltPoint.AFTER_LOG_REMOVAL, false, 1, 1, false),
                new CrashCase(HaltPoint.BEFORE_ONE_PHASE_COMMIT, true, 1, 1, false),
                new CrashCase(HaltPoint.DURING_ONE_PHASE_COMMIT, true, 1, 1, false),
                new CrashCase(HaltPoint.AFTER_ONE_PHASE_COMMIT, true, 1, 1, false)));
        if (TestNarayana.IN_JOURNAL) {
            cases.add(new CrashCase(HaltPoint.LOG_FORCE_FAILS_LOST, true, 1, 1, false));
            cases.add(new CrashCase(HaltPoint.LOG_FORCE_FAILS_WRITTEN, false, 2, 1, true));
            cases.add(new CrashCase(HaltPoint.DURING_LOG, false, 2, 1, true));
        }
        return cases;
    }

    @Override
    public String toString() {
        return String.join(
                SEPARATOR,
                point.name(),
                journalsFirst ? "first" : "last",
                String.valueOf(journals),
                String.valueOf(dyingJournal),
                broker ? "broker" : "database");
    }
}

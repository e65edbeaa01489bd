package io.ironjournal.narayana;

/**
 * A transaction of {@link DecisionModel}, as its thread and its application see it.
 *
 * @param databaseFirst whether the database was enlisted before the journal
 * @param at the index of the next operation in the plan
 * @param place the place of its COMMIT among all when its entries became readable, or -1 before that
 * @param broken whether the database has refused to commit what it had voted for
 */
record ModelTransaction(boolean databaseFirst, Plan plan, int at, Answer answer, int place, boolean broken) {

    enum Plan {
        COMMIT(0),
        ROLLBACK(1),
        /** The process that ran it has ended. */
        RECOVERY(2),
        /** The application has its answer. */
        DONE(3);

        private final int number;

        Plan(int number) {
            this.number = number;
        }
    }

    enum Answer {
        NONE(0),
        COMMITTED(1),
        ROLLED_BACK(2),
        /** A mixed outcome is reported. */
        MIXED(3),
        UNKNOWN(4);

        private final int number;

        Answer(int number) {
            this.number = number;
        }
    }

    static ModelTransaction begin(boolean databaseFirst) {
        return new ModelTransaction(databaseFirst, Plan.COMMIT, 0, Answer.NONE, -1, false);
    }

    /** Returns a positive number that no other transaction has. */
    int key() {
        int outcome = (answer.number * 4 + place + 1) * 2 + (broken ? 1 : 0);
        return ((outcome * 8 + plan.number) * 32 + at) * 2 + (databaseFirst ? 1 : 0);
    }

    boolean isNew() {
        return plan == Plan.COMMIT && at == 0;
    }

    boolean isReadable() {
        return place >= 0;
    }

    ModelTransaction goTo(Plan next, int index) {
        return new ModelTransaction(databaseFirst, next, index, answer, place, broken);
    }

    ModelTransaction answer(Answer given) {
        return new ModelTransaction(databaseFirst, Plan.DONE, 0, given, place, broken);
    }

    ModelTransaction readableAt(int newPlace) {
        return new ModelTransaction(databaseFirst, plan, at, answer, newPlace, broken);
    }

    ModelTransaction breakVote() {
        return new ModelTransaction(databaseFirst, plan, at, answer, place, true);
    }
}

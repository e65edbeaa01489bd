package io.ironjournal.narayana;

import io.ironjournal.narayana.ModelLog.Kind;

/**
 * A state of {@link DecisionModel}.
 *
 * @param journal the log of the journal
 * @param store the log of the states, if they are not in the journal's log
 * @param database the log of the database
 * @param failed whether a force of the journal's log has failed, so that this process writes no more to it
 */
record ModelState(
        ModelLog journal,
        ModelLog store,
        ModelLog database,
        ModelTransaction first,
        ModelTransaction second,
        boolean failed) {

    /** The same as numbers, which are compared faster. */
    record Key(long journal, long store, long database, long transactions) {}

    static ModelState begin(boolean firstDatabaseFirst, boolean secondDatabaseFirst) {
        return new ModelState(
                ModelLog.EMPTY,
                ModelLog.EMPTY,
                ModelLog.EMPTY,
                ModelTransaction.begin(firstDatabaseFirst),
                ModelTransaction.begin(secondDatabaseFirst),
                false);
    }

    Key key() {
        long transactions = (long) first.key() << Integer.SIZE | second.key();
        return new Key(journal.key(), store.key(), database.key(), failed ? ~transactions : transactions);
    }

    ModelTransaction transaction(int number) {
        return number == 0 ? first : second;
    }

    ModelState with(int number, ModelTransaction changed) {
        ModelTransaction newFirst = number == 0 ? changed : first;
        ModelTransaction newSecond = number == 0 ? second : changed;
        return new ModelState(journal, store, database, newFirst, newSecond, failed);
    }

    ModelState withJournal(ModelLog changed) {
        return new ModelState(changed, store, database, first, second, failed);
    }

    ModelState withStore(ModelLog changed) {
        return new ModelState(journal, changed, database, first, second, failed);
    }

    ModelState withDatabase(ModelLog changed) {
        return new ModelState(journal, store, changed, first, second, failed);
    }

    ModelState failForce() {
        return new ModelState(journal, store, database, first, second, true);
    }

    /** Returns the state in which a new process has opened these logs. */
    ModelState restart(ModelLog newJournal, ModelLog newStore, ModelLog newDatabase) {
        ModelState restarted = new ModelState(newJournal, newStore, newDatabase, first, second, false);
        for (int number = 0; number < 2; number++) {
            ModelTransaction transaction = transaction(number);
            if (!transaction.isNew()) {
                restarted = restarted
                        .with(number, transaction.goTo(ModelTransaction.Plan.RECOVERY, 0))
                        .showCommitted(number);
            }
        }
        return restarted;
    }

    /** Makes the entries of a transaction readable if the journal has committed them. */
    ModelState showCommitted(int number) {
        ModelTransaction transaction = transaction(number);
        if (transaction.isReadable() || !journal.has(Kind.COMMIT, number)) {
            return this;
        }
        return with(number, transaction.readableAt(journal.place(number)));
    }

    /** Describes the logs: durable records, a bar, and the others in their order. */
    String describe() {
        String text = "journal " + journal.describe() + ", database " + database.describe();
        return store.equals(ModelLog.EMPTY) ? text : text + ", store " + store.describe();
    }
}

package io.ironjournal.manager;

import io.ironjournal.spi.transaction.StatesFullException;
import java.util.Map;

/** The memory that the states of a transaction manager may take. Each round of the flusher may write all of them again. */
public final class StateRoom {

    private StateRoom() {}

    /** Returns the limit of a journal, in bytes. */
    public static long of(long logBudget) {
        return logBudget / 8;
    }

    /**
     * Fails before a copy has an effect, if the new journal could not keep the states.
     *
     * @param logBudget the budget of the new journal
     * @param states by key
     * @throws StatesFullException if there is no room
     */
    public static void require(long logBudget, Map<String, byte[]> states) {
        long needed = 0;
        for (Map.Entry<String, byte[]> state : states.entrySet()) {
            needed += new StoredState(StateRecord.put(state.getKey(), state.getValue())).memory();
        }
        if (needed > of(logBudget)) {
            throw new StatesFullException("Nothing was copied: the journal has " + states.size()
                    + " states of a transaction manager, which need " + needed
                    + " bytes, and an eighth of logBudget of the new journal, " + of(logBudget)
                    + " bytes, is the limit. Increase logBudget of the new journal, and copy again");
        }
    }
}

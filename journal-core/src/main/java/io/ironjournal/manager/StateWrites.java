package io.ironjournal.manager;

import io.ironjournal.format.RecordType;
import io.ironjournal.log.Admission;
import io.ironjournal.log.Write;
import java.util.function.BooleanSupplier;

/** The records of states, as writes. */
final class StateWrites {

    private StateWrites() {}

    private abstract static class StateWrite extends Write {

        final StateTable table;
        final StateRecord record;

        StateWrite(StateTable table, StateRecord record) {
            this.table = table;
            this.record = record;
        }

        @Override
        protected final RecordType type() {
            return RecordType.STATE;
        }

        @Override
        protected final int contentLength() {
            return record.content().length;
        }

        @Override
        protected final byte[] body() {
            return record.content();
        }
    }

    /** A state that is new or replaces one with the same key. */
    static final class Put extends StateWrite {

        private final StoredState state;
        private final BooleanSupplier allowed;
        private int reserved;
        private boolean assigned;

        Put(StateTable table, StoredState state, BooleanSupplier allowed) {
            super(table, state.record());
            this.state = state;
            this.allowed = allowed;
        }

        /** The removal of a new state can be written on a full disk. A state that is replaced has that room already. */
        @Override
        protected Admission admit() {
            if (!allowed.getAsBoolean()) {
                return Admission.NO_RECORD;
            }
            reserved = table.isNew(state.key()) ? StateRecord.removalSize(state.key()) : 0;
            return Admission.RECORD;
        }

        @Override
        protected int reserves() {
            return reserved;
        }

        /** Returns whether the record has a position in the log. Used by the committer. */
        boolean isAssigned() {
            return assigned;
        }

        @Override
        protected void assign(long lsn, long time) {
            table.assigned(state);
            assigned = true;
        }

        @Override
        protected void apply(long lsn) {
            table.applied(state, lsn);
        }
    }

    /** A state that is written again, because the log before it becomes unnecessary. */
    static final class Copy extends StateWrite {

        private final StoredState state;

        Copy(StateTable table, StoredState state) {
            super(table, state.record());
            this.state = state;
        }

        /** A state that was replaced or removed while the copy was queued must not come back. */
        @Override
        protected Admission admit() {
            return table.isNewest(state) ? Admission.RECORD : Admission.NO_RECORD;
        }

        /** The caller forces all copies together. */
        @Override
        protected boolean lazy() {
            return true;
        }

        @Override
        protected void apply(long lsn) {
            state.lsn(lsn);
        }
    }

    /** The removal of a state, for which no caller waits. */
    static final class Removal extends StateWrite {

        private final StoredState state;

        Removal(StateTable table, StoredState state) {
            super(table, StateRecord.removal(state.key()));
            this.state = state;
        }

        /** A state that replaced this one meanwhile stays. */
        @Override
        protected Admission admit() {
            if (table.isNewest(state)) {
                return Admission.RECORD;
            }
            table.endedRemoval();
            return Admission.NO_RECORD;
        }

        @Override
        protected void abandoned() {
            table.endedRemoval();
        }

        @Override
        protected boolean urgent() {
            return true;
        }

        @Override
        protected boolean lazy() {
            return true;
        }

        @Override
        protected int releases() {
            return record.content().length;
        }

        @Override
        protected void assign(long lsn, long time) {
            table.assignedRemoval(record.key());
        }

        @Override
        protected void apply(long lsn) {
            table.appliedRemoval(lsn);
        }
    }
}

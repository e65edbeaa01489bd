package io.ironjournal.flush;

/** The records of two keepers. */
record KeptRecordsOfTwo(KeptRecords first, KeptRecords second) implements KeptRecords {

    @Override
    public void carryForward(long below) {
        first.carryForward(below);
        second.carryForward(below);
    }

    @Override
    public boolean hasNoneBelow(long lsn) {
        return first.hasNoneBelow(lsn) && second.hasNoneBelow(lsn);
    }

    @Override
    public long unflushedBelow(long lsn) {
        return first.unflushedBelow(lsn) + second.unflushedBelow(lsn);
    }

    @Override
    public long limitMark(long mark) {
        return Math.min(first.limitMark(mark), second.limitMark(mark));
    }
}

package io.ironjournal.jta;

import io.ironjournal.IdRange;
import io.ironjournal.NewEntry;
import io.ironjournal.spi.transaction.Branch;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/** The branch for which a connection's resource worked when a writer was created. */
record ConnectionBranch(Branch branch, Association association) implements JoinedWork {

    @Override
    public void add(String stream, NewEntry entry) {
        Associations.work(branch, association, Content.ENTRY, buffer -> buffer.add(stream, entry));
    }

    @Override
    public void expect(String stream, long nextId) {
        Associations.work(branch, association, Content.EXPECTATION, buffer -> buffer.expect(stream, nextId));
    }

    @Override
    public boolean advance(String producer, long sequence) {
        AtomicBoolean isNew = new AtomicBoolean();
        Associations.work(
                branch, association, Content.PRODUCER, buffer -> isNew.set(buffer.advance(producer, sequence)));
        return isNew.get();
    }

    @Override
    public RuntimeException refuse(RuntimeException why) {
        Associations.refuse(branch, association, why);
        return why;
    }

    @Override
    public CompletionStage<Map<String, IdRange>> outcome() {
        return branch.outcome();
    }

    @Override
    public String toString() {
        return "branch " + branch.id();
    }
}

package io.ironjournal.jta;

import io.ironjournal.JournalException;
import io.ironjournal.text.Printable;
import io.ironjournal.transaction.BranchId;
import io.ironjournal.transaction.InDoubtBranch;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** Registers a journal's branches in doubt as an MXBean. If that fails, the journal works without it. */
final class InDoubtRegistration implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger("io.ironjournal.jta");

    private final @Nullable ObjectName name;

    private InDoubtRegistration(@Nullable ObjectName name) {
        this.name = name;
    }

    static InDoubtRegistration of(InDoubtBranches branches, UUID journalId) {
        try {
            ObjectName name = new ObjectName("io.ironjournal:type=InDoubtBranches,journal=" + journalId);
            ManagementFactory.getPlatformMBeanServer().registerMBean(new InDoubtBean(new Bean(branches)), name);
            return new InDoubtRegistration(name);
        } catch (JMException | RuntimeException | LinkageError notRegistered) {
            LOGGER.log(Level.DEBUG, "Cannot register the branches in doubt by JMX", notRegistered);
            return new InDoubtRegistration(null);
        }
    }

    @Override
    public void close() {
        if (name == null) {
            return;
        }
        try {
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
        } catch (JMException | RuntimeException | LinkageError gone) {
            LOGGER.log(Level.DEBUG, "Cannot unregister the branches in doubt from JMX", gone);
        }
    }

    /** Throws only exceptions of the JDK, because a remote console does not have the classes of the journal. */
    private record Bean(InDoubtBranches branches) implements InDoubtBranchesMXBean {

        @Override
        public List<Row> getBranches() {
            return answer(
                    () -> branches.list().stream().<Row>map(BranchRow::new).toList());
        }

        @Override
        public List<String> getLosses() {
            return answer(branches::losses);
        }

        @Override
        public void acceptLoss() {
            run(branches::acceptLoss);
        }

        @Override
        public void commit(String id) {
            BranchId branch = BranchIds.parse(id);
            run(() -> branches.commit(branch));
        }

        @Override
        public void rollback(String id) {
            BranchId branch = BranchIds.parse(id);
            run(() -> branches.rollback(branch));
        }

        private static void run(Runnable call) {
            boolean unused = answer(() -> {
                call.run();
                return true;
            });
        }

        private static <T> T answer(Supplier<T> call) {
            try {
                return call.get();
            } catch (JournalException failure) {
                LOGGER.log(Level.DEBUG, "A call by JMX failed", failure);
                throw new IllegalStateException(failure.getMessage());
            }
        }
    }

    private record BranchRow(InDoubtBranch branch) implements InDoubtBranchesMXBean.Row {

        @Override
        public String getId() {
            return branch.id().toString();
        }

        @Override
        public String getPreparedAt() {
            return branch.preparedAt().toString();
        }

        @Override
        public long getEntries() {
            return branch.entries();
        }

        @Override
        public long getBytes() {
            return branch.bytes();
        }

        @Override
        public List<String> getStreams() {
            return branch.streams().stream().map(Printable::name).toList();
        }
    }
}

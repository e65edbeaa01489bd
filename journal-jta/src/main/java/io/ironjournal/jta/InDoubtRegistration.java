package io.ironjournal.jta;

import io.ironjournal.JournalException;
import io.ironjournal.text.Printable;
import io.ironjournal.transaction.BranchId;
import io.ironjournal.transaction.InDoubtBranch;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * Shows a journal's branches in doubt as an MXBean while the journal has at least one open {@link JournalRecovery}. If
 * JMX does not work, the journal works without it.
 */
final class InDoubtRegistration {

    private static final System.Logger LOGGER = System.getLogger("io.ironjournal.jta");

    private final UUID journalId;
    private final ReentrantLock lock = new ReentrantLock();
    private int users;
    private @Nullable ObjectName name;

    InDoubtRegistration(UUID journalId) {
        this.journalId = journalId;
    }

    /** Adds a user. The first one registers the MXBean. */
    void open(InDoubtBranches branches) {
        lock.lock();
        try {
            if (users == 0) {
                name = registered(branches);
            }
            users++;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable ObjectName registered(InDoubtBranches branches) {
        try {
            ObjectName bean = new ObjectName("io.ironjournal:type=InDoubtBranches,journal=" + journalId);
            ManagementFactory.getPlatformMBeanServer().registerMBean(new InDoubtBean(new Bean(branches)), bean);
            return bean;
        } catch (JMException | RuntimeException | LinkageError notRegistered) {
            LOGGER.log(Level.DEBUG, "Cannot register the branches in doubt by JMX", notRegistered);
            return null;
        }
    }

    /** Removes a user. The last one unregisters the MXBean. */
    void close() {
        lock.lock();
        try {
            users--;
            ObjectName bean = name;
            if (users == 0 && bean != null) {
                name = null;
                ManagementFactory.getPlatformMBeanServer().unregisterMBean(bean);
            }
        } catch (JMException | RuntimeException | LinkageError gone) {
            LOGGER.log(Level.DEBUG, "Cannot unregister the branches in doubt from JMX", gone);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Throws only exceptions of the JDK, because a remote console does not have the classes of the journal. {@link
     * IllegalStateException} has subclasses in the journal.
     */
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
        public boolean isRecoveryHeld() {
            return branches.isRecoveryHeld();
        }

        @Override
        public void releaseRecovery() {
            run(branches::releaseRecovery);
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
            } catch (JournalException | IllegalStateException failure) {
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

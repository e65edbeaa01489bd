package io.ironjournal.spring.autoconfigure;

import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * The registration of all journals for recovery. It is created after the transaction manager's recovery has started, which is
 * after the journals were opened: see {@link RecoveryOrder}.
 */
final class JournalRegistration implements SmartInitializingSingleton, AutoCloseable {

    private final ApplicationJournals journals;

    JournalRegistration(ApplicationJournals journals) {
        this.journals = journals;
        journals.all().forEach(ApplicationJournal::register);
    }

    @Override
    public void afterSingletonsInstantiated() {
        journals.all().forEach(ApplicationJournal::announce);
    }

    @Override
    public void close() {
        journals.backwards().forEach(ApplicationJournal::unregister);
    }
}

package com.ibm.tx.jta;

import jakarta.transaction.TransactionSynchronizationRegistry;

/** As Liberty's API has it. */
public final class TransactionSynchronizationRegistryFactory {

    private TransactionSynchronizationRegistryFactory() {}

    public static TransactionSynchronizationRegistry getTransactionSynchronizationRegistry() {
        return LibertyServer.current().registry();
    }
}

package com.ibm.tx.jta;

import jakarta.transaction.TransactionSynchronizationRegistry;

/** Copies the declaration in Liberty's API. */
public final class TransactionSynchronizationRegistryFactory {

    private TransactionSynchronizationRegistryFactory() {}

    public static TransactionSynchronizationRegistry getTransactionSynchronizationRegistry() {
        return LibertyServer.current().registry();
    }
}

package com.ibm.tx.jta;

/** Copies the declaration in Liberty's API. */
public final class TransactionManagerFactory {

    private TransactionManagerFactory() {}

    public static ExtendedTransactionManager getTransactionManager() {
        return LibertyServer.current().manager();
    }
}

package com.ibm.tx.jta;

/** As Liberty's API has it. */
public final class TransactionManagerFactory {

    private TransactionManagerFactory() {}

    public static ExtendedTransactionManager getTransactionManager() {
        return LibertyServer.current().manager();
    }
}

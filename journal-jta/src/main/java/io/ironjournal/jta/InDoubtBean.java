package io.ironjournal.jta;

import java.util.Map;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.StandardMBean;

/**
 * Adds descriptions, parameter names and the impact of operations to the MXBean, for JMX consoles. From the interface
 * alone they would show {@code p0} and generic texts.
 */
final class InDoubtBean extends StandardMBean {

    private static final String DESCRIPTION = "Branches of distributed transactions that are in doubt: prepared in this"
            + " journal, but neither committed nor rolled back";

    private static final Map<String, String> ATTRIBUTES = Map.of(
            "Branches",
            "The branches in doubt, oldest first",
            "Losses",
            "Losses of acknowledged data. Branches cannot be read until the losses are accepted",
            "RecoveryHeld",
            "Whether the journal was restored from a backup, and recovery waits for releaseRecovery if the transaction"
                    + " manager has its log here");

    private static final Map<String, String> OPERATIONS = Map.of(
            "commit",
            "Commits a branch, even if its transaction manager decides otherwise. First find the outcome of the transaction",
            "rollback",
            "Rolls back a branch, even if its transaction manager decides otherwise. First find the outcome of the"
                    + " transaction",
            "acceptLoss",
            "Accepts all Losses, so that the recovery of the transaction manager continues. First read Losses",
            "releaseRecovery",
            "Releases the recovery of a restored journal, which then rolls back branches that have no decision here, in all"
                    + " resources. First restore the databases to the moment of the backup, or decide the branches by hand");

    private static final String ID = "The id of the branch, as shown by Branches, such as 131077:0a1b:01";

    InDoubtBean(InDoubtBranchesMXBean branches) {
        super(branches, InDoubtBranchesMXBean.class, true);
    }

    @Override
    protected String getDescription(MBeanInfo bean) {
        return DESCRIPTION;
    }

    @Override
    protected String getDescription(MBeanAttributeInfo attribute) {
        return ATTRIBUTES.getOrDefault(attribute.getName(), attribute.getName());
    }

    @Override
    protected String getDescription(MBeanOperationInfo operation) {
        return OPERATIONS.getOrDefault(operation.getName(), operation.getName());
    }

    @Override
    protected String getDescription(MBeanOperationInfo operation, MBeanParameterInfo parameter, int sequence) {
        return ID;
    }

    @Override
    protected String getParameterName(MBeanOperationInfo operation, MBeanParameterInfo parameter, int sequence) {
        return "id";
    }

    @Override
    protected int getImpact(MBeanOperationInfo operation) {
        return MBeanOperationInfo.ACTION;
    }
}

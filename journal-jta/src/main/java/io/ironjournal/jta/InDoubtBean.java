package io.ironjournal.jta;

import java.util.Map;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.StandardMBean;

/**
 * Adds to the MXBean what JMX consoles show beside it: names of parameters, descriptions, and which operations change
 * something. An interface alone gives them {@code p0} and generic texts.
 */
final class InDoubtBean extends StandardMBean {

    private static final String DESCRIPTION = "Branches of distributed transactions that are in doubt: prepared in this"
            + " journal, and neither committed nor rolled back";

    private static final Map<String, String> ATTRIBUTES = Map.of(
            "Branches", "The branches in doubt, oldest first",
            "Losses", "Acknowledged data that was lost. While it is not accepted, Branches cannot be read");

    private static final Map<String, String> OPERATIONS = Map.of(
            "commit",
            "Commits a branch, whatever its transaction manager decides. Look up the outcome of its transaction first",
            "rollback",
            "Rolls a branch back, whatever its transaction manager decides. Look up the outcome of its transaction"
                    + " first",
            "acceptLoss",
            "Accepts all Losses, so that the transaction manager's recovery goes on. Look at what was lost first");

    private static final String ID = "The id of the branch as Branches shows it, such as 131077:0a1b:01";

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

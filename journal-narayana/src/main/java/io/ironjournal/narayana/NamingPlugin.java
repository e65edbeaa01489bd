package io.ironjournal.narayana;

import com.arjuna.ats.internal.jta.resources.arjunacore.XAResourceRecord;
import com.arjuna.ats.internal.jta.resources.arjunacore.XAResourceRecordWrappingPlugin;
import com.arjuna.ats.jta.common.JTAEnvironmentBean;
import com.arjuna.ats.jta.common.jtaPropertyManager;
import java.lang.System.Logger.Level;
import javax.transaction.xa.XAResource;
import org.jboss.tm.XAResourceWrapper;

/**
 * Writes the name of a resource into Narayana's log. When a crash falls between the last commit of a transaction and
 * the removal of its log, recovery finds resources that know nothing of the branch any more. With the name it sees that
 * it has asked that very resource, and that the log may go; without it the log stays for ever.
 *
 * @since 0.1.0
 */
public final class NamingPlugin implements XAResourceRecordWrappingPlugin {

    private static final System.Logger LOGGER = System.getLogger("io.ironjournal.narayana");
    private static final int UNNAMED = 0;

    /**
     * For Narayana, which can create it by its name.
     *
     * @since 0.1.0
     */
    public NamingPlugin() {}

    /** Installs the plugin unless there is one. Counts only before Narayana's first transaction. */
    static void install() {
        JTAEnvironmentBean jta = jtaPropertyManager.getJTAEnvironmentBean();
        if (jta.getXAResourceRecordWrappingPlugin() == null) {
            jta.setXAResourceRecordWrappingPlugin(new NamingPlugin());
        }
    }

    /** Narayana calls this in the middle of transactions, which go on without a name when a resource fails to tell it. */
    @Override
    public void transcribeWrapperData(XAResourceRecord record) {
        try {
            if (record.value() instanceof XAResourceWrapper wrapper) {
                record.setProductName(wrapper.getProductName());
                record.setProductVersion(wrapper.getProductVersion());
                record.setJndiName(wrapper.getJndiName());
            }
        } catch (RuntimeException | Error failure) {
            LOGGER.log(Level.WARNING, "A resource does not tell its name to Narayana's log", failure);
        }
    }

    @Override
    public Integer getEISName(XAResource resource) {
        return UNNAMED;
    }

    @Override
    public String getEISName(Integer number) {
        return "unknown";
    }
}

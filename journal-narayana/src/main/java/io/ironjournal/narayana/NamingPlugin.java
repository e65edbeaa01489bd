package io.ironjournal.narayana;

import com.arjuna.ats.internal.jta.resources.arjunacore.XAResourceRecord;
import com.arjuna.ats.internal.jta.resources.arjunacore.XAResourceRecordWrappingPlugin;
import com.arjuna.ats.jta.common.JTAEnvironmentBean;
import com.arjuna.ats.jta.common.jtaPropertyManager;
import java.lang.System.Logger.Level;
import javax.transaction.xa.XAResource;
import org.jboss.tm.XAResourceWrapper;

/**
 * Writes the names of resources into Narayana's log. If a crash occurs between the last commit of a transaction and the
 * removal of its log, recovery finds resources that no longer know the branch. By the name, recovery recognizes that it
 * has asked that resource, and removes the log. Without the name the log is never removed.
 *
 * @since 0.1.0
 */
public final class NamingPlugin implements XAResourceRecordWrappingPlugin {

    private static final System.Logger LOGGER = System.getLogger("io.ironjournal.narayana");
    private static final int UNNAMED = 0;

    /**
     * Creates the plugin. Narayana can also create it by its class name.
     *
     * @since 0.1.0
     */
    public NamingPlugin() {}

    /**
     * Installs the plugin unless another one is installed. Only takes effect before the first transaction of Narayana.
     */
    static void install() {
        JTAEnvironmentBean jta = jtaPropertyManager.getJTAEnvironmentBean();
        if (jta.getXAResourceRecordWrappingPlugin() == null) {
            jta.setXAResourceRecordWrappingPlugin(new NamingPlugin());
        }
    }

    /**
     * Copies the name of a resource. Narayana calls this during transactions. If a resource fails, the transaction
     * continues without its name.
     */
    @Override
    public void transcribeWrapperData(XAResourceRecord record) {
        try {
            if (record.value() instanceof XAResourceWrapper wrapper) {
                record.setProductName(wrapper.getProductName());
                record.setProductVersion(wrapper.getProductVersion());
                record.setJndiName(wrapper.getJndiName());
            }
        } catch (RuntimeException | Error failure) {
            LOGGER.log(Level.WARNING, "Cannot write the name of a resource to Narayana's log", failure);
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

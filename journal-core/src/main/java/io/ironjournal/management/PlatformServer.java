package io.ironjournal.management;

import java.lang.management.ManagementFactory;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;

/** The MBean server of the JVM. This class needs the module {@code java.management}. */
final class PlatformServer {

    private PlatformServer() {}

    /** Returns whether the JVM has an MBean server. Creating one takes about 0.4 s of processor time. */
    static boolean exists() {
        return !MBeanServerFactory.findMBeanServer(null).isEmpty();
    }

    /** Creates the server if there is none. */
    static void start() {
        MBeanServer unused = ManagementFactory.getPlatformMBeanServer();
    }

    /**
     * Registers a journal.
     *
     * @return unregisters it
     */
    static Runnable register(ShownJournal journal) throws JMException {
        String name = "io.ironjournal:type=Journal,name=" + ObjectName.quote(journal.getDirectory());
        // A journal that was moved away while it was open may still have the name.
        String another = name + ",journal=" + journal.getJournalId();
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName registered;
        try {
            registered = register(server, journal, name);
        } catch (InstanceAlreadyExistsException taken) {
            registered = register(server, journal, another);
        }
        ObjectName own = registered;
        return () -> unregister(server, own);
    }

    private static ObjectName register(MBeanServer server, ShownJournal journal, String name) throws JMException {
        // Servers of applications may add keys to the name.
        return server.registerMBean(new DescribedJournal(journal), new ObjectName(name))
                .getObjectName();
    }

    private static void unregister(MBeanServer server, ObjectName name) {
        try {
            server.unregisterMBean(name);
        } catch (JMException gone) {
            // Somebody has unregistered it already.
        }
    }
}

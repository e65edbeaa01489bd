package io.ironjournal.management;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Set;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** What JMX shows of journals. */
final class Beans {

    static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

    private Beans() {}

    static ObjectName name(Path directory) throws JMException {
        return new ObjectName("io.ironjournal:type=Journal,name="
                + ObjectName.quote(directory.toAbsolutePath().normalize().toString()));
    }

    static boolean shows(Path directory) throws JMException {
        return SERVER.isRegistered(name(directory));
    }

    /** Returns the names of journals below a directory. Other tests may have journals elsewhere. */
    static Set<ObjectName> below(Path directory) throws JMException {
        return SERVER.queryNames(
                new ObjectName("io.ironjournal:type=Journal,name=\"" + directory.toAbsolutePath() + "*\",*"), null);
    }
}

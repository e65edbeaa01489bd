package io.ironjournal.redeploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Deploys and undeploys applications, and checks that nothing of them remains. */
public final class ClassLoaders {

    private static final int PATIENCE_IN_SECONDS = 30;

    private ClassLoaders() {}

    /**
     * Deploys an application three times, on a thread of the server that keeps running. Fails if a class loader cannot
     * be collected after the next deployment, or when the application leaves a thread, an MBean or a system property.
     * The last class loader does not count: the JDK remembers the last class of a record whose methods it linked.
     *
     * @param application selects the names of the application's classes
     * @param program the application, which opens and closes its journals
     * @param argument a text for its constructor
     * @throws Exception any exception of the application
     */
    public static void requireCollected(
            Predicate<String> application, Class<? extends Callable<?>> program, String argument) throws Exception {
        Set<String> mbeans = mbeans();
        Set<String> properties = new TreeSet<>(System.getProperties().stringPropertyNames());
        ExecutorService server = Executors.newSingleThreadExecutor();
        try {
            WeakReference<ClassLoader> first = run(server, application, program, argument);
            WeakReference<ClassLoader> second = run(server, application, program, argument);
            run(server, application, program, argument);
            requireCollected(first);
            requireCollected(second);
            requireNoThread();
            assertEquals(mbeans, mbeans());
            assertEquals(properties, new TreeSet<>(System.getProperties().stringPropertyNames()));
        } finally {
            server.shutdown();
            server.awaitTermination(PATIENCE_IN_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static WeakReference<ClassLoader> run(
            ExecutorService server,
            Predicate<String> application,
            Class<? extends Callable<?>> program,
            String argument)
            throws Exception {
        return server.submit(() -> {
                    try (ApplicationClassLoader loader = new ApplicationClassLoader(application)) {
                        loader.call(program, argument);
                        return new WeakReference<ClassLoader>(loader);
                    }
                })
                .get(2, TimeUnit.MINUTES);
    }

    private static void requireCollected(WeakReference<ClassLoader> loader) throws InterruptedException {
        for (int i = 0; i < PATIENCE_IN_SECONDS * 10; i++) {
            System.gc();
            if (loader.refersTo(null)) {
                return;
            }
            Thread.sleep(100);
        }
        fail("The class loader of the application is still reachable");
    }

    /** Some threads end shortly after the journal. */
    private static void requireNoThread() throws InterruptedException {
        for (int i = 0; i < PATIENCE_IN_SECONDS * 10 && !threads().isEmpty(); i++) {
            Thread.sleep(100);
        }
        assertEquals(Set.of(), threads());
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("ironjournal"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> mbeans() {
        return ManagementFactory.getPlatformMBeanServer().queryNames(null, null).stream()
                .map(Object::toString)
                .filter(name -> name.contains("ironjournal"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

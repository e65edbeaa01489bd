package io.ironjournal.redeploy;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Enumeration;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The class loader of a deployed application. It loads some classes of the test's class path again. The others come
 * from the server, which is the test's own class loader.
 */
public final class ApplicationClassLoader extends URLClassLoader {

    private final Predicate<String> application;

    /**
     * Creates a class loader.
     *
     * @param application selects the names of classes that belong to the application
     */
    public ApplicationClassLoader(Predicate<String> application) {
        super("application", classPath(), ApplicationClassLoader.class.getClassLoader());
        this.application = application;
    }

    private static URL[] classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> {
                    try {
                        return new File(entry).toURI().toURL();
                    } catch (MalformedURLException e) {
                        throw new IllegalArgumentException(entry, e);
                    }
                })
                .toArray(URL[]::new);
    }

    /**
     * Runs a class of the application, with this class loader as the thread's context class loader.
     *
     * @param type a class with a public constructor for the argument
     * @param argument a text for the constructor
     * @return the result, of a type that the JDK loads
     * @throws Exception any exception of the class
     */
    public Object call(Class<? extends Callable<?>> type, String argument) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(this);
        try {
            Class<?> own = loadClass(type.getName());
            return ((Callable<?>) own.getConstructor(String.class).newInstance(argument)).call();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!application.test(name)) {
            return super.loadClass(name, resolve);
        }
        Class<?> loaded = findLoadedClass(name);
        return loaded != null ? loaded : findClass(name);
    }

    /** Returns only the application's own copies, because the parent has the same class path. */
    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        return findResources(name);
    }
}

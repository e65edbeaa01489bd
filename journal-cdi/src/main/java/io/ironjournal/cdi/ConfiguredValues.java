package io.ironjournal.cdi;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where an application's configuration is looked up. */
interface ConfiguredValues {

    /** The value of a key; empty also when it is set to nothing but blanks. */
    Optional<String> find(String key);

    /** How somebody would set a key here, to follow "set it" in a message. */
    String howToSet(String key);

    /** MicroProfile Config where the application has it, which covers the other two; else those. */
    static ConfiguredValues ofSurroundings() {
        Class<?> provider = MicroProfile.provider();
        return provider != null ? new MicroProfile(provider) : new SystemAndEnvironment();
    }

    /** System properties, then environment variables, as MicroProfile Config names them. */
    final class SystemAndEnvironment implements ConfiguredValues {

        @Override
        public Optional<String> find(String key) {
            return present(System.getProperty(key)).or(() -> present(System.getenv(variable(key))));
        }

        @Override
        public String howToSet(String key) {
            return "as a system property (-D" + key + "=...) or as environment variable " + variable(key);
        }

        static String variable(String key) {
            return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
        }

        private static Optional<String> present(@Nullable String value) {
            return Optional.ofNullable(value).filter(text -> !text.isBlank());
        }
    }

    /** Called by reflection, so that applications without it need not have it and our module does not require it. */
    final class MicroProfile implements ConfiguredValues {

        private static final String PROVIDER = "org.eclipse.microprofile.config.ConfigProvider";

        private final Class<?> provider;

        MicroProfile(Class<?> provider) {
            this.provider = provider;
        }

        static @Nullable Class<?> provider() {
            ClassLoader application = Thread.currentThread().getContextClassLoader();
            try {
                return Class.forName(
                        PROVIDER, true, application != null ? application : MicroProfile.class.getClassLoader());
            } catch (ClassNotFoundException | LinkageError e) {
                return null;
            }
        }

        @Override
        public Optional<String> find(String key) {
            try {
                Object config = provider.getMethod("getConfig").invoke(null);
                Method getOptionalValue = provider.getMethod("getConfig")
                        .getReturnType()
                        .getMethod("getOptionalValue", String.class, Class.class);
                Optional<?> value = (Optional<?>) getOptionalValue.invoke(config, key, String.class);
                return value.map(String.class::cast).filter(text -> !text.isBlank());
            } catch (InvocationTargetException e) {
                throw new IllegalStateException("MicroProfile Config fails to look " + key + " up", e.getCause());
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("This version of MicroProfile Config is not one we know", e);
            }
        }

        @Override
        public String howToSet(String key) {
            return "in microprofile-config.properties or another source of MicroProfile Config";
        }
    }
}

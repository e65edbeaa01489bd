package io.ironjournal.cdi;

import io.ironjournal.config.ConfiguredValues;
import io.ironjournal.config.SystemValues;
import io.ironjournal.text.Printable;
import jakarta.enterprise.inject.spi.DeploymentException;
import java.lang.reflect.InvocationTargetException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the configuration of an application. */
final class ApplicationValues {

    private ApplicationValues() {}

    /**
     * Returns MicroProfile Config if the application has it, which includes the other sources. Otherwise returns system
     * properties and the environment.
     */
    static ConfiguredValues find() {
        Class<?> provider = MicroProfile.provider();
        return provider != null ? new MicroProfile(provider) : new SystemValues();
    }

    /** Calls MicroProfile Config by reflection, so that neither applications nor our module need it. */
    static final class MicroProfile implements ConfiguredValues {

        private static final String PACKAGE = "org.eclipse.microprofile.config.";

        /**
         * Matches sources of the environment, whose names are not standardised: EnvConfigSource, system_env,
         * Environment…
         */
        private static final Pattern ENVIRONMENT = Pattern.compile("env", Pattern.CASE_INSENSITIVE);

        private final Class<?> provider;

        MicroProfile(Class<?> provider) {
            this.provider = provider;
        }

        static @Nullable Class<?> provider() {
            ClassLoader application = Thread.currentThread().getContextClassLoader();
            try {
                return Class.forName(
                        PACKAGE + "ConfigProvider",
                        true,
                        application != null ? application : MicroProfile.class.getClassLoader());
            } catch (ClassNotFoundException | LinkageError e) {
                return null;
            }
        }

        @Override
        public Optional<String> find(String key) {
            try {
                Object value = call("Config", config(), "getOptionalValue", key, String.class);
                Optional<String> found =
                        ((Optional<?>) value).map(String.class::cast).filter(text -> !text.isBlank());
                // MicroProfile Config treats a value with an unresolved expression as not set.
                return found.isPresent() ? found : requireUnset(key);
            } catch (IllegalStateException e) {
                Throwable reason = e.getCause() != null ? e.getCause() : e;
                throw new DeploymentException(
                        "The value of " + key + " cannot be read: " + Printable.text(reason.toString())
                                + ". Correct it, " + howToSet(key),
                        e);
            }
        }

        /** Throws an exception when the key is set to a value with an expression that cannot be resolved. */
        private Optional<String> requireUnset(String key) {
            Object value = call("Config", config(), "getConfigValue", key);
            Object raw = call("ConfigValue", value, "getRawValue");
            if (raw instanceof String text && !text.isBlank() && call("ConfigValue", value, "getValue") == null) {
                throw new DeploymentException(key + " is set to \"" + Printable.text(text)
                        + "\", which cannot be resolved, because an expression in it"
                        + " names a key that is not set. Set that key, or add a default value as in ${name:default}");
            }
            return Optional.empty();
        }

        @Override
        public Set<String> keys() {
            Set<String> keys = new HashSet<>();
            for (Object source : (Iterable<?>) call("Config", config(), "getConfigSources")) {
                String name = (String) call("spi.ConfigSource", source, "getName");
                if (!ENVIRONMENT.matcher(name).find()) {
                    ((Set<?>) call("spi.ConfigSource", source, "getPropertyNames"))
                            .forEach(key -> keys.add((String) key));
                }
            }
            return keys;
        }

        private Object config() {
            return call("ConfigProvider", null, "getConfig");
        }

        /** Calls a method of an interface, because the implementing class may not be accessible. */
        private Object call(String type, @Nullable Object target, String method, Object... arguments) {
            Class<?>[] parameters = Stream.of(arguments).map(Object::getClass).toArray(Class<?>[]::new);
            try {
                return Class.forName(PACKAGE + type, true, provider.getClassLoader())
                        .getMethod(method, parameters)
                        .invoke(target, arguments);
            } catch (InvocationTargetException e) {
                throw new IllegalStateException("The call of MicroProfile Config failed: " + method, e.getCause());
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("This version of MicroProfile Config is not supported", e);
            }
        }

        @Override
        public String howToSet(String key) {
            return "in a source of MicroProfile Config: in Quarkus application.properties, elsewhere"
                    + " META-INF/microprofile-config.properties, a system property or an environment variable";
        }
    }
}

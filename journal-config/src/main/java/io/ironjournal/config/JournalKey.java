package io.ironjournal.config;

import io.ironjournal.JournalOptionsBuilder;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A key of a journal's configuration, with its type, default value, limits and description. {@link JournalKeys} lists all
 * keys.
 *
 * @param <T> the Java type of its values
 * @since 0.1.0
 */
public final class JournalKey<T> {

    private final String name;
    private final ValueType<T> type;
    private final @Nullable String defaultValue;
    private final String limits;
    private final String description;
    private final @Nullable BiConsumer<JournalOptionsBuilder, T> setter;

    JournalKey(
            String name,
            ValueType<T> type,
            @Nullable String defaultValue,
            String limits,
            String description,
            @Nullable BiConsumer<JournalOptionsBuilder, T> setter) {
        this.name = name;
        this.type = type;
        this.defaultValue = defaultValue;
        this.limits = limits;
        this.description = description;
        this.setter = setter;
    }

    /**
     * Returns the name without a prefix. {@link KeySpelling} adds the prefix.
     *
     * @return the name in kebab case, such as {@code sync-mode}
     * @since 0.1.0
     */
    public String name() {
        return name;
    }

    /**
     * Returns the type of its values.
     *
     * @return the type
     * @since 0.1.0
     */
    public ValueType<T> type() {
        return type;
    }

    /**
     * Returns the value that is used when the key is not set.
     *
     * @return the value as users write it; empty when there is none
     * @since 0.1.0
     */
    public Optional<String> defaultValue() {
        return Optional.ofNullable(defaultValue);
    }

    /**
     * Returns the allowed values.
     *
     * @return text for users, such as "1ms to 1h"; empty when all values of the type are allowed
     * @since 0.1.0
     */
    public String limits() {
        return limits;
    }

    /**
     * Returns the meaning of the key.
     *
     * @return text for users, one line
     * @since 0.1.0
     */
    public String description() {
        return description;
    }

    /**
     * Returns whether the key sets an option of {@link JournalOptionsBuilder}.
     *
     * @return true if the builder has a method with the key's name in camel case
     * @since 0.1.0
     */
    public boolean isOption() {
        return setter != null;
    }

    /** Sets the option. Does nothing when the key is not an option. */
    void set(JournalOptionsBuilder builder, T value) {
        if (setter != null) {
            setter.accept(builder, value);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}

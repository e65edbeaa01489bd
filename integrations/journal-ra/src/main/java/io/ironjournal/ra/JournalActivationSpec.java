package io.ironjournal.ra;

import io.ironjournal.consumer.DeadLetter;
import io.ironjournal.ra.ConsumerSettings.Problems;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.IllegalStateException;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.ResourceAdapter;
import java.beans.IntrospectionException;
import java.beans.PropertyDescriptor;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Says how a {@link JournalEntryListener} consumes entries. The properties are activation properties of the
 * message-driven bean. All values are strings; times have the same form as in {@code docs/configuration.md}, such as
 * {@code 500ms}.
 *
 * @since 0.1.0
 */
public class JournalActivationSpec implements ActivationSpec, Serializable {

    private static final long serialVersionUID = 1L;

    /** Values by property. */
    private final TreeMap<String, String> values = new TreeMap<>();

    private transient @Nullable JournalResourceAdapter adapter;

    /**
     * Creates a specification without properties. Servers call this.
     *
     * @since 0.1.0
     */
    public JournalActivationSpec() {}

    @Override
    public void validate() throws InvalidPropertyException {
        settings();
    }

    /** Parses the properties. */
    final ConsumerSettings settings() throws InvalidPropertyException {
        Problems problems = new Problems();
        ConsumerSettings settings = ConsumerSettings.read(values, problems);
        if (problems.byProperty().isEmpty()) {
            return settings;
        }
        InvalidPropertyException invalid = new InvalidPropertyException("The entries cannot be consumed: "
                + String.join("; ", problems.byProperty().values()));
        invalid.setInvalidPropertyDescriptors(descriptors(problems));
        throw invalid;
    }

    private static PropertyDescriptor[] descriptors(Problems problems) {
        List<PropertyDescriptor> descriptors = new ArrayList<>();
        for (String property : problems.byProperty().keySet()) {
            try {
                descriptors.add(new PropertyDescriptor(property, JournalActivationSpec.class));
            } catch (IntrospectionException e) {
                throw new AssertionError(e);
            }
        }
        return descriptors.toArray(PropertyDescriptor[]::new);
    }

    @Override
    public @Nullable ResourceAdapter getResourceAdapter() {
        return adapter;
    }

    /**
     * Associates the specification with a resource adapter.
     *
     * @param resourceAdapter a {@link JournalResourceAdapter}
     * @throws ResourceException when the argument is of another type, or the specification is associated with a
     *     different adapter
     */
    @Override
    public void setResourceAdapter(ResourceAdapter resourceAdapter) throws ResourceException {
        if (!(resourceAdapter instanceof JournalResourceAdapter journal)) {
            throw new ResourceException(
                    "A specification for consumers of the journal needs the journal's resource adapter, not "
                            + resourceAdapter);
        }
        if (adapter != null && !adapter.equals(journal)) {
            throw new IllegalStateException("This specification is already associated with " + adapter);
        }
        adapter = journal;
    }

    private void set(String property, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            values.remove(property);
        } else {
            values.put(property, value);
        }
    }

    /**
     * Returns the name of the stream to consume.
     *
     * @return the value as it was set; null when it was not
     * @since 0.1.0
     */
    public @Nullable String getStream() {
        return values.get("stream");
    }

    /**
     * Sets the name of the stream to consume. Not allowed together with {@code sharded}.
     *
     * @param value the value; null or an empty string for the default
     * @since 0.1.0
     */
    public void setStream(@Nullable String value) {
        set("stream", value);
    }

    /**
     * Returns whether all shards of a sharded journal are consumed, in parallel: {@code true} or {@code false}, which is the default.
     *
     * @return the value as it was set; null when it was not
     * @since 0.1.0
     */
    public @Nullable String getSharded() {
        return values.get("sharded");
    }

    /**
     * Sets whether all shards of a sharded journal are consumed, in parallel: {@code true} or {@code false}, which is the default. The order is kept within each shard.
     *
     * @param value the value; null or an empty string for the default
     * @since 0.1.0
     */
    public void setSharded(@Nullable String value) {
        set("sharded", value);
    }

    /**
     * Returns the name of the cursor by which the stream is consumed.
     *
     * @return the value as it was set; null when it was not
     * @since 0.1.0
     */
    public @Nullable String getCursor() {
        return values.get("cursor");
    }

    /**
     * Sets the name of the cursor by which the stream is consumed. Required. Only one endpoint can use a cursor of a stream.
     *
     * @param value the value; null or an empty string for the default
     * @since 0.1.0
     */
    public void setCursor(@Nullable String value) {
        set("cursor", value);
    }

    /**
     * Returns the time between a failed delivery and the next delivery of the entry, such as {@code 500ms}; the default is {@code 1s}.
     *
     * @return the value as it was set; null when it was not
     * @since 0.1.0
     */
    public @Nullable String getRedeliveryDelay() {
        return values.get("redeliveryDelay");
    }

    /**
     * Sets the time between a failed delivery and the next delivery of the entry, such as {@code 500ms}; the default is {@code 1s}. Later entries of the stream wait.
     *
     * @param value the value; null or an empty string for the default
     * @since 0.1.0
     */
    public void setRedeliveryDelay(@Nullable String value) {
        set("redeliveryDelay", value);
    }

    /**
     * Returns the factor by which the delay grows with each failure of the same entry; the default is 2.
     *
     * @return the value as it was set; null when it was not
     * @since 0.1.0
     */
    public @Nullable String getRedeliveryGrowth() {
        return values.get("redeliveryGrowth");
    }

    /**
     * Sets the factor by which the delay grows with each failure of the same entry; the default is 2. 1 means that it does not grow.
     *
     * @param value the value; null or an empty string for the default
     * @since 0.1.0
     */
    public void setRedeliveryGrowth(@Nullable String value) {
        set("redeliveryGrowth", value);
    }

    /**
     * Returns the time to which the delay can grow; the default is {@code 1m}.
     *
     * @return the value as it was set; null when it was not
     * @since 0.1.0
     */
    public @Nullable String getMaxRedeliveryDelay() {
        return values.get("maxRedeliveryDelay");
    }

    /**
     * Sets the time to which the delay can grow; the default is {@code 1m}.
     *
     * @param value the value; null or an empty string for the default
     * @since 0.1.0
     */
    public void setMaxRedeliveryDelay(@Nullable String value) {
        set("maxRedeliveryDelay", value);
    }

    /**
     * Returns how often an entry is delivered before it becomes a dead letter; the default is 10.
     *
     * @return the value as it was set; null when it was not
     * @since 0.1.0
     */
    public @Nullable String getMaxDeliveries() {
        return values.get("maxDeliveries");
    }

    /**
     * Sets how often an entry is delivered before it becomes a dead letter; the default is 10. Needs {@code deadLetterStream}.
     *
     * @param value the value; null or an empty string for the default
     * @since 0.1.0
     */
    public void setMaxDeliveries(@Nullable String value) {
        set("maxDeliveries", value);
    }

    /**
     * Returns the name of the stream for dead letters; see {@link DeadLetter}.
     *
     * @return the value as it was set; null when it was not
     * @since 0.1.0
     */
    public @Nullable String getDeadLetterStream() {
        return values.get("deadLetterStream");
    }

    /**
     * Sets the name of the stream for dead letters; see {@link DeadLetter}. Without it, an entry is delivered until it is consumed.
     *
     * @param value the value; null or an empty string for the default
     * @since 0.1.0
     */
    public void setDeadLetterStream(@Nullable String value) {
        set("deadLetterStream", value);
    }

    @Override
    public String toString() {
        return "JournalActivationSpec" + values;
    }
}

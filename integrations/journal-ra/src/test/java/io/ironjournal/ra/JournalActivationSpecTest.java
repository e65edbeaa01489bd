package io.ironjournal.ra;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.InvalidPropertyException;
import java.beans.PropertyDescriptor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class JournalActivationSpecTest {

    private static JournalActivationSpec valid() {
        JournalActivationSpec spec = new JournalActivationSpec();
        spec.setCursor("mailer");
        spec.setStream("orders");
        return spec;
    }

    private static void refused(String property, String message, Consumer<JournalActivationSpec> change) {
        JournalActivationSpec spec = valid();
        change.accept(spec);
        InvalidPropertyException invalid = assertThrows(InvalidPropertyException.class, spec::validate);
        assertEquals("The entries cannot be consumed: " + message, invalid.getMessage());
        assertEquals(
                List.of(property),
                Arrays.stream(invalid.getInvalidPropertyDescriptors())
                        .map(PropertyDescriptor::getName)
                        .toList());
    }

    @Test
    void specification_withStreamAndCursor_isValidAndHasTheDefaults() throws Exception {
        ConsumerSettings settings = valid().settings();
        assertEquals("PT1S", settings.redeliveryDelay().toString());
        assertEquals(2, settings.redeliveryGrowth());
        assertEquals("PT1M", settings.maxRedeliveryDelay().toString());
        assertEquals(Long.MAX_VALUE, settings.maxDeliveries());
        JournalActivationSpec spec = valid();
        spec.setDeadLetterStream("dead");
        assertEquals(10, spec.settings().maxDeliveries());
    }

    @Test
    void invalidProperty_isNamed() {
        refused("cursor", "cursor is not set: set the name of the cursor", spec -> spec.setCursor(""));
        refused(
                "stream",
                "set either stream, or sharded to true for all shards of a sharded journal",
                spec -> spec.setStream(null));
        refused(
                "stream",
                "set either stream, or sharded to true for all shards of a sharded journal",
                spec -> spec.setSharded("true"));
        refused("sharded", "sharded cannot be \"maybe\": it must be true or false", spec -> spec.setSharded("maybe"));
        refused(
                "redeliveryDelay",
                "redeliveryDelay cannot be \"soon\": a time is a number of ms, s, m or h as in 100ms",
                spec -> spec.setRedeliveryDelay("soon"));
        refused(
                "maxRedeliveryDelay",
                "maxRedeliveryDelay cannot be \"25h\": it must be from 1ms to 24h",
                spec -> spec.setMaxRedeliveryDelay("25h"));
        refused(
                "redeliveryGrowth",
                "redeliveryGrowth cannot be 0: it must be from 1 to 100",
                spec -> spec.setRedeliveryGrowth("0"));
        refused(
                "deadLetterStream",
                "maxDeliveries needs deadLetterStream, the stream for dead letters",
                spec -> spec.setMaxDeliveries("3"));
        refused(
                "deadLetterStream",
                "deadLetterStream must not be the stream that is consumed",
                spec -> spec.setDeadLetterStream("orders"));
        refused("maxDeliveries", "maxDeliveries cannot be 0: it must be from 1 to 2147483647", spec -> {
            spec.setDeadLetterStream("dead");
            spec.setMaxDeliveries("0");
        });
    }

    @Test
    void specifications_areComparedByIdentity_andCanBeSerialized() throws Exception {
        assertNotEquals(valid(), valid());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(valid());
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            JournalActivationSpec read = (JournalActivationSpec) in.readObject();
            assertDoesNotThrow(read::validate);
            assertEquals("orders", read.getStream());
            assertNull(read.getResourceAdapter());
        }
    }

    @Test
    void specification_belongsToOneAdapter() throws Exception {
        JournalActivationSpec spec = valid();
        JournalResourceAdapter adapter = new JournalResourceAdapter();
        adapter.setDir("a");
        spec.setResourceAdapter(adapter);
        spec.setResourceAdapter(adapter);
        assertSame(adapter, spec.getResourceAdapter());
        assertThrows(ResourceException.class, () -> spec.setResourceAdapter(new JournalResourceAdapter()));
        assertThrows(ResourceException.class, () -> spec.setResourceAdapter(null));
    }
}

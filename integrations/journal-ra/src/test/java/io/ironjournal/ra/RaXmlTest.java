package io.ironjournal.ra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.config.JournalKey;
import io.ironjournal.config.JournalKeys;
import io.ironjournal.config.JournalNames;
import io.ironjournal.config.KeySpelling;
import jakarta.resource.spi.ManagedConnectionFactory;
import jakarta.resource.spi.ResourceAdapter;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The descriptor, the properties of the adapter and the keys of the configuration are the same. */
class RaXmlTest {

    private final Document descriptor = parse();

    private static Document parse() {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(Path.of("src", "main", "rar", "META-INF", "ra.xml").toFile());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private String only(String element) {
        NodeList found = descriptor.getElementsByTagName(element);
        assertEquals(1, found.getLength(), element);
        return found.item(0).getTextContent();
    }

    /** Keys that the adapter has, by property. Recovery and its log are the server's, and there is nothing to look up. */
    private static Map<String, JournalKey<?>> keys() {
        Map<String, JournalKey<?>> keys = new LinkedHashMap<>();
        for (JournalKey<?> key : JournalKeys.ofJournal()) {
            if (key != JournalKeys.RECOVERY && key != JournalKeys.TRANSACTION_LOG) {
                keys.put(KeySpelling.BEAN.of(JournalNames.DEFAULT, key), key);
            }
        }
        return keys;
    }

    private static String description(JournalKey<?> key) {
        return key.description()
                + key.defaultValue().map(value -> ". Default: " + value).orElse("")
                + (key.limits().isEmpty() ? "" : ". Allowed: " + key.limits());
    }

    @Test
    void descriptor_describesEveryKey() {
        Map<String, String> expected = new LinkedHashMap<>();
        keys().forEach((name, key) -> expected.put(name, description(key)));
        assertEquals(expected, described("resourceadapter"));
    }

    /** The properties of an element, without those of elements in it. */
    private Map<String, String> described(String element) {
        Map<String, String> described = new LinkedHashMap<>();
        NodeList properties = descriptor.getElementsByTagName("config-property");
        for (int i = 0; i < properties.getLength(); i++) {
            Element property = (Element) properties.item(i);
            if (property.getParentNode().getNodeName().equals(element)) {
                described.put(child(property, "config-property-name"), child(property, "description"));
                assertEquals("java.lang.String", child(property, "config-property-type"));
            }
        }
        return described;
    }

    @Test
    void descriptor_describesEveryPropertyOfConsumers_whichIsReadBack() throws Exception {
        Map<String, String> described = described("activationspec");
        JournalActivationSpec spec = new JournalActivationSpec();
        List<String> names = new ArrayList<>();
        for (PropertyDescriptor property : Introspector.getBeanInfo(JournalActivationSpec.class, Object.class)
                .getPropertyDescriptors()) {
            if (property.getPropertyType() == String.class) {
                names.add(property.getName());
                property.getWriteMethod().invoke(spec, property.getName() + "'s");
                assertEquals(property.getName() + "'s", property.getReadMethod().invoke(spec));
                assertTrue(spec.toString().contains(property.getName() + "=" + property.getName() + "'s"));
            }
        }
        assertEquals(
                described.keySet().stream().sorted().toList(),
                names.stream().sorted().toList());
        String readme = Files.readString(Path.of("README.md"));
        described.forEach((name, description) -> {
            String row = "| `" + name + "` | " + description + " |";
            assertTrue(readme.contains(row), "README.md has no row " + row);
        });
    }

    private static String child(Element parent, String name) {
        return parent.getElementsByTagName(name).item(0).getTextContent();
    }

    @Test
    void adapter_hasAPropertyForEveryKey_whichIsReadBack() throws Exception {
        List<String> names = new ArrayList<>();
        JournalResourceAdapter adapter = new JournalResourceAdapter();
        for (PropertyDescriptor property :
                Introspector.getBeanInfo(JournalProperties.class, Object.class).getPropertyDescriptors()) {
            names.add(property.getName());
            property.getWriteMethod().invoke(adapter, property.getName() + "'s");
            assertEquals(property.getName() + "'s", property.getReadMethod().invoke(adapter));
            assertEquals(property.getName() + "'s", adapter.values().get(property.getName()));
            property.getWriteMethod().invoke(adapter, (Object) null);
            assertTrue(adapter.values().isEmpty());
        }
        assertEquals(
                new TreeMap<>(keys()).keySet().stream().toList(),
                names.stream().sorted().toList());
    }

    @Test
    void descriptor_namesClassesThatTheServerCanUse() throws Exception {
        assertEquals("XATransaction", only("transaction-support"));
        assertTrue(ResourceAdapter.class.isAssignableFrom(Class.forName(only("resourceadapter-class"))));
        assertTrue(
                ManagedConnectionFactory.class.isAssignableFrom(Class.forName(only("managedconnectionfactory-class"))));
        assertEquals(JournalEntryListener.class.getName(), only("messagelistener-type"));
        assertEquals(JournalActivationSpec.class.getName(), only("activationspec-class"));
        for (String side : List.of("connectionfactory", "connection")) {
            Class<?> type = Class.forName(only(side + "-interface"));
            assertTrue(type.isAssignableFrom(Class.forName(only(side + "-impl-class"))), side);
        }
    }
}

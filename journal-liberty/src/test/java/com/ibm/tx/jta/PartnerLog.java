package com.ibm.tx.jta;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** The resources in Liberty's log: only objects whose classes the server can load. */
final class PartnerLog {

    /**
     * A resource.
     *
     * @param factory the filter by which recovery finds its factory
     * @param info the value that recovery passes to the factory
     */
    record Entry(String factory, Serializable info) {}

    private final List<Entry> entries = new ArrayList<>();

    int add(String factory, Serializable info) {
        Entry entry = new Entry(factory, readBack(info));
        if (!entries.contains(entry)) {
            entries.add(entry);
        }
        return entries.indexOf(entry);
    }

    List<Entry> entries() {
        return List.copyOf(entries);
    }

    /**
     * Serializes and deserializes an object, as Liberty does before it enlists a resource.
     *
     * @throws IllegalStateException when the server cannot load the object's class
     */
    static Serializable readBack(Serializable object) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(object);
            }
            try (ObjectInputStream in = new ServerInput(bytes.toByteArray())) {
                return (Serializable) in.readObject();
            }
        } catch (IOException | ClassNotFoundException unreadable) {
            throw new IllegalStateException("XAResource recovery information not serializable", unreadable);
        }
    }

    /** Loads classes as a class loader of the server does: it finds no classes of the application. */
    private static final class ServerInput extends ObjectInputStream {

        ServerInput(byte[] bytes) throws IOException {
            super(new ByteArrayInputStream(bytes));
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            if (description.getName().startsWith("io.ironjournal")) {
                throw new ClassNotFoundException(description.getName());
            }
            return super.resolveClass(description);
        }
    }
}

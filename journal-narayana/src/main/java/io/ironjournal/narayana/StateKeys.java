package io.ironjournal.narayana;

import com.arjuna.ats.arjuna.common.Uid;

/** The keys of Narayana's states in a journal: {@code /type/uid}. A uid has no slash. */
final class StateKeys {

    private StateKeys() {}

    /** Returns the key of a state. */
    static String key(Uid uid, String type) {
        return normal(type) + "/" + uid.stringForm();
    }

    /** Returns a type with a slash before it. */
    static String normal(String type) {
        return type.startsWith("/") ? type : "/" + type;
    }

    /** Returns the uid in a key. */
    static Uid uidOf(String key) {
        return new Uid(key.substring(key.lastIndexOf('/') + 1));
    }

    /** Returns the type in a key, with a slash before it. */
    static String typeOf(String key) {
        return key.substring(0, key.lastIndexOf('/'));
    }
}

package io.ironjournal.ra;

import io.ironjournal.Entry;

/**
 * Consumes the entries of a stream. A message-driven bean implements this interface; {@link JournalActivationSpec} says
 * which stream it consumes, and by which cursor.
 *
 * <p>If the bean's transactions are managed by the container and the method is {@code REQUIRED}, which is the default,
 * each call has a transaction of its own. The cursor advances in that transaction, together with the changes that the
 * bean makes. So these changes happen exactly once for each entry, also after a crash. Otherwise delivery is at least
 * once: the cursor advances after the call has returned.
 *
 * @since 0.1.0
 */
public interface JournalEntryListener {

    /**
     * Consumes an entry. The entries of a stream arrive one at a time, in the order of their ids.
     *
     * @param stream the name of the stream that contains the entry; for a shard, the name of the stream that stores it
     * @param entry the entry
     * @throws Exception when the entry is not consumed. The transaction rolls back, and the entry is delivered again
     *     later. This is true for every exception, also for application exceptions
     * @since 0.1.0
     */
    void onEntry(String stream, Entry entry) throws Exception;
}

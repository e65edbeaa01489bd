package io.ironjournal.spring.autoconfigure;

import static io.ironjournal.spring.autoconfigure.JournalContexts.bytes;

import io.ironjournal.Cursor;
import io.ironjournal.Entry;
import io.ironjournal.TxnWriter;
import io.ironjournal.spring.CursorName;
import io.ironjournal.spring.JournalStream;
import java.util.Optional;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** An application's service: writes and consumes orders in transactions. */
public class OrderService {

    private final TxnWriter orders;
    private final Cursor mailer;

    OrderService(
            @JournalStream("orders") TxnWriter orders, @JournalStream("orders") @CursorName("mailer") Cursor mailer) {
        this.orders = orders;
        this.mailer = mailer;
    }

    @Transactional
    public void place(String... names) {
        for (String name : names) {
            orders.add(bytes(name));
        }
    }

    @Transactional
    public void placeAndFail(String name) {
        orders.add(bytes(name));
        throw new IllegalStateException("no");
    }

    public void placeWithoutTransaction(String name) {
        orders.add(bytes(name));
    }

    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void placeInOwn(String name) {
        orders.add(bytes(name));
    }

    @Transactional
    public Optional<String> mailNext(boolean fail) {
        Optional<Entry> entry = mailer.next();
        entry.ifPresent(order -> mailer.advanceTo(order.id() + 1));
        if (fail) {
            throw new IllegalStateException("no");
        }
        return entry.map(order -> new String(order.data(), java.nio.charset.StandardCharsets.UTF_8));
    }
}

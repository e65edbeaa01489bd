package io.ironjournal.narayana;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.transaction.TransactionManager;
import java.util.List;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import org.jboss.tm.XAResourceWrapper;
import org.junit.jupiter.api.Test;

class NamedResourceTest {

    private final Partner partner = new Partner();
    private final XAResource named = Narayana.named("jms/orders", partner);

    @Test
    void namedResource_jndiName_isName() {
        XAResourceWrapper wrapper = (XAResourceWrapper) named;
        assertEquals("jms/orders", wrapper.getJndiName());
        assertEquals(partner, wrapper.getResource());
        assertEquals(Partner.class.getName(), wrapper.getProductName());
        assertEquals("1", wrapper.getProductVersion());
        assertTrue(named.toString().startsWith("jms/orders"));
    }

    @Test
    void isSameRM_wrappedResource_isTrue() throws Exception {
        assertTrue(named.isSameRM(partner));
        assertTrue(named.isSameRM(Narayana.named("other", partner)));
        assertFalse(named.isSameRM(new Partner()));
        assertEquals(named, Narayana.named("jms/orders", partner));
        assertEquals(named.hashCode(), Narayana.named("jms/orders", partner).hashCode());
        assertNotEquals(named, Narayana.named("other", partner));
    }

    @Test
    void namedResource_inTransaction_isPreparedAndCommitted() throws Exception {
        TransactionManager tm = TestNarayana.tm();
        Partner second = new Partner();
        tm.begin();
        tm.getTransaction().enlistResource(named);
        tm.getTransaction().enlistResource(Narayana.named("second", second));
        tm.commit();
        assertEquals(List.of("prepare", "commit"), partner.calls);
        assertEquals(List.of("prepare", "commit"), second.calls);
        assertEquals(0, named.recover(XAResource.TMSTARTRSCAN).length);
        assertEquals(0, named.getTransactionTimeout());
        assertFalse(named.setTransactionTimeout(1));
        named.forget(null);
        partner.failPrepareWith = XAException.XA_RBINTEGRITY;
        assertThrows(XAException.class, () -> named.prepare(null));
    }
}

package com.ibm.tx.jta;

import java.io.Serializable;
import javax.transaction.xa.XAResource;

/** Copies the declaration in Liberty's API. */
public interface XAResourceFactory {
    XAResource getXAResource(Serializable info);

    void destroyXAResource(XAResource resource);
}

package com.ibm.tx.jta;

import java.io.Serializable;
import javax.transaction.xa.XAResource;

/** As Liberty's API has it. */
public interface XAResourceFactory {
    XAResource getXAResource(Serializable info);

    void destroyXAResource(XAResource resource);
}

package io.ironjournal.narayana;

import com.arjuna.ats.arjuna.common.Uid;
import com.arjuna.ats.arjuna.exceptions.ObjectStoreException;
import com.arjuna.ats.arjuna.objectstore.ObjectStoreAPI;
import com.arjuna.ats.arjuna.state.InputObjectState;
import com.arjuna.ats.arjuna.state.OutputObjectState;

/** An object store that refuses what only stores with uncommitted or hidden states can do. Transactions need none of it. */
abstract class CommittedStatesOnly implements ObjectStoreAPI {

    private static ObjectStoreException unsupported() {
        return new ObjectStoreException("Narayana's log in a journal has committed states only");
    }

    @Override
    public boolean hide_state(Uid uid, String type) throws ObjectStoreException {
        throw unsupported();
    }

    @Override
    public boolean reveal_state(Uid uid, String type) throws ObjectStoreException {
        throw unsupported();
    }

    @Override
    public boolean isType(Uid uid, String type, int state) throws ObjectStoreException {
        throw unsupported();
    }

    @Override
    public boolean commit_state(Uid uid, String type) throws ObjectStoreException {
        throw unsupported();
    }

    @Override
    public InputObjectState read_uncommitted(Uid uid, String type) throws ObjectStoreException {
        throw unsupported();
    }

    @Override
    public boolean remove_uncommitted(Uid uid, String type) throws ObjectStoreException {
        throw unsupported();
    }

    @Override
    public boolean write_uncommitted(Uid uid, String type, OutputObjectState state) throws ObjectStoreException {
        throw unsupported();
    }
}

package io.ironjournal.bookkeeper;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.bookkeeper.auth.AuthCallbacks.GenericCallback;
import org.apache.bookkeeper.auth.AuthToken;
import org.apache.bookkeeper.auth.ClientAuthProvider;
import org.apache.bookkeeper.proto.ClientConnectionPeer;
import org.apache.bookkeeper.sasl.SASLClientProviderFactory;

/** A login by SASL that records whether its connection is encrypted when it may send a message. */
final class ObservedLogin implements ClientAuthProvider {

    /** Whether the bookie had shown its certificate, for each message that may have been sent. */
    static final Queue<Boolean> ENCRYPTED = new ConcurrentLinkedQueue<>();

    private final ClientAuthProvider login;
    private final ClientConnectionPeer bookie;

    private ObservedLogin(ClientAuthProvider login, ClientConnectionPeer bookie) {
        this.login = login;
        this.bookie = bookie;
    }

    private void observe() {
        // The bookie has principals only after the handshake.
        ENCRYPTED.add(bookie.isSecure() && !bookie.getProtocolPrincipals().isEmpty());
    }

    @Override
    public void init(GenericCallback<AuthToken> callback) {
        observe();
        login.init(callback);
    }

    @Override
    public void process(AuthToken message, GenericCallback<AuthToken> callback) {
        observe();
        login.process(message, callback);
    }

    /** The factory that BookKeeper's client creates by its name. */
    static final class Factory extends SASLClientProviderFactory {

        @Override
        public ClientAuthProvider newProvider(ClientConnectionPeer bookie, GenericCallback<Void> end) {
            return new ObservedLogin(super.newProvider(bookie, end), bookie);
        }
    }
}

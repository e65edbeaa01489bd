package io.ironjournal.bookkeeper;

import java.io.IOException;
import java.util.Objects;
import org.apache.bookkeeper.auth.AuthCallbacks.GenericCallback;
import org.apache.bookkeeper.auth.AuthToken;
import org.apache.bookkeeper.auth.ClientAuthProvider;
import org.apache.bookkeeper.client.BKException;
import org.apache.bookkeeper.common.util.ReflectionUtils;
import org.apache.bookkeeper.conf.ClientConfiguration;
import org.apache.bookkeeper.proto.ClientConnectionPeer;
import org.jspecify.annotations.Nullable;

/**
 * A login to a bookie that begins after the TLS handshake. BookKeeper's client begins it as soon as it is connected. Its
 * messages would then cross the network in plain, and a bookie that already expects TLS would close the connection.
 *
 * <p>The event loop of the connection makes all calls.
 */
final class EncryptedLogin implements ClientAuthProvider {

    /** The setting that keeps the factory of the application. */
    private static final String FACTORY = "ironjournalClientAuthProviderFactoryClass";

    private final ClientAuthProvider login;
    private final GenericCallback<Void> end;
    private @Nullable GenericCallback<AuthToken> begin;
    private boolean isEncrypted;

    /**
     * Wraps a login.
     *
     * @param login the login of the application
     * @param end is called when the login has succeeded or failed
     */
    EncryptedLogin(ClientAuthProvider login, GenericCallback<Void> end) {
        this.login = login;
        this.end = end;
    }

    /** Encrypts the logins of a client that uses TLS. Other clients stay as they are. */
    static void configure(ClientConfiguration client) {
        String factory = client.getClientAuthProviderFactoryClass();
        if (isSet(client.getTLSProviderFactoryClass()) && isSet(factory)) {
            client.setProperty(FACTORY, factory);
            client.setClientAuthProviderFactoryClass(Factory.class.getName());
        }
    }

    private static boolean isSet(@Nullable String setting) {
        return setting != null && !setting.isEmpty();
    }

    @Override
    public void init(GenericCallback<AuthToken> callback) {
        begin = callback;
    }

    @Override
    public void onProtocolUpgrade() {
        isEncrypted = true;
        try {
            login.init(Objects.requireNonNull(begin));
            login.onProtocolUpgrade();
        } catch (RuntimeException e) {
            // The client would only log it, and its operations would wait without end.
            System.getLogger("io.ironjournal").log(System.Logger.Level.WARNING, "The login to a bookie failed", e);
            refuse();
        }
    }

    @Override
    public void process(AuthToken message, GenericCallback<AuthToken> callback) {
        if (isEncrypted) {
            login.process(message, callback);
        } else {
            // No login began, so this is no bookie's answer. The login must not answer it in plain.
            refuse();
        }
    }

    private void refuse() {
        end.operationComplete(BKException.Code.UnauthorizedAccessException, null);
    }

    @Override
    public void close() {
        login.close();
    }

    /** The factory that BookKeeper's client creates by its name. */
    static final class Factory implements ClientAuthProvider.Factory {

        private ClientAuthProvider.@Nullable Factory logins;

        @Override
        public void init(ClientConfiguration client) throws IOException {
            ClientAuthProvider.Factory created =
                    ReflectionUtils.newInstance(client.getString(FACTORY), ClientAuthProvider.Factory.class);
            created.init(client);
            logins = created;
        }

        private ClientAuthProvider.Factory logins() {
            return Objects.requireNonNull(logins);
        }

        @Override
        public ClientAuthProvider newProvider(ClientConnectionPeer bookie, GenericCallback<Void> end) {
            return new EncryptedLogin(logins().newProvider(bookie, end), end);
        }

        @Override
        public String getPluginName() {
            return logins().getPluginName();
        }

        @Override
        public void close() {
            if (logins != null) {
                logins.close();
            }
        }
    }
}

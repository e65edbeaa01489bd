package io.ironjournal.bookkeeper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.bookkeeper.auth.AuthCallbacks.GenericCallback;
import org.apache.bookkeeper.auth.AuthToken;
import org.apache.bookkeeper.auth.ClientAuthProvider;
import org.apache.bookkeeper.client.BKException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The order of the calls that a login gets. {@link ClientSettingsTest} logs in to a bookie. */
class EncryptedLoginTest {

    private static final String TLS = "org.apache.bookkeeper.tls.TLSContextFactory";
    private static final String SASL = "org.apache.bookkeeper.sasl.SASLClientProviderFactory";

    private final List<String> events = new ArrayList<>();
    private final RecordedLogin recorded = new RecordedLogin();
    private final EncryptedLogin login = new EncryptedLogin(recorded, (code, nothing) -> events.add("end " + code));

    private final class RecordedLogin implements ClientAuthProvider {

        private boolean failsToBegin;

        @Override
        public void init(GenericCallback<AuthToken> callback) {
            if (failsToBegin) {
                throw new IllegalStateException("There is no ticket");
            }
            events.add("begin");
            callback.operationComplete(BKException.Code.OK, token("hello"));
        }

        @Override
        public void onProtocolUpgrade() {
            events.add("upgrade");
        }

        @Override
        public void process(AuthToken message, GenericCallback<AuthToken> callback) {
            events.add("answer " + text(message));
            callback.operationComplete(BKException.Code.OK, token("response"));
        }

        @Override
        public void close() {
            events.add("close");
        }
    }

    private static AuthToken token(String text) {
        return AuthToken.wrap(text.getBytes(UTF_8));
    }

    private static String text(AuthToken token) {
        return new String(token.getData(), UTF_8);
    }

    private void send(int code, AuthToken message) {
        events.add("send " + text(message));
    }

    @Test
    void login_beginsAfterTheHandshake() {
        login.init(this::send);
        assertEquals(List.of(), events);
        login.onProtocolUpgrade();
        login.process(token("challenge"), this::send);
        login.close();
        assertEquals(List.of("begin", "send hello", "upgrade", "answer challenge", "send response", "close"), events);
    }

    @Test
    void challengeBeforeTheHandshake_isNotAnswered() {
        login.init(this::send);
        login.process(token("challenge"), this::send);
        assertEquals(List.of("end " + BKException.Code.UnauthorizedAccessException), events);
    }

    @Test
    void loginThatCannotBegin_ends() {
        recorded.failsToBegin = true;
        login.init(this::send);
        login.onProtocolUpgrade();
        assertEquals(List.of("end " + BKException.Code.UnauthorizedAccessException), events);
    }

    @Test
    void connectionThatEndsBeforeTheHandshake_closesTheLogin() {
        login.init(this::send);
        login.close();
        assertEquals(List.of("close"), events);
    }

    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void onlyLoginsOfClientsWithTls_areWrapped(boolean hasTls, boolean hasLogin) {
        String configured = Settings.defaults("zk+null://server:2181/ledgers", "orders")
                .withClient(Map.of(
                        "tlsProviderFactoryClass", hasTls ? TLS : "",
                        "clientAuthProviderFactoryClass", hasLogin ? SASL : ""))
                .clientConfiguration()
                .getClientAuthProviderFactoryClass();
        String expected = hasTls ? EncryptedLogin.Factory.class.getName() : SASL;
        assertEquals(hasLogin ? expected : "", configured);
    }
}

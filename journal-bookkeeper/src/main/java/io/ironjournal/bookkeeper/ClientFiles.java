package io.ironjournal.bookkeeper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** Checks the files that settings of BookKeeper's client name, because the client only says that no bookie can be reached. */
final class ClientFiles {

    private static final Set<String> FILES = Set.of(
            "clientKeyStore",
            "clientKeyStorePasswordPath",
            "clientTrustStore",
            "clientTrustStorePasswordPath",
            "tlsCertificatePath");

    private ClientFiles() {}

    static void requireReadable(Map<String, String> settings) throws IOException {
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            if (FILES.contains(setting.getKey()) && !Files.isReadable(Path.of(setting.getValue()))) {
                throw new IOException("The setting " + setting.getKey() + " of BookKeeper's client names the file "
                        + setting.getValue() + ", which cannot be read. Check the path and its permissions");
            }
        }
    }
}

package io.ironjournal.quarkus;

import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefaults;
import io.smallrye.config.WithParentName;
import io.smallrye.config.WithUnnamedKey;
import java.util.Map;

/**
 * The configuration that is read at each start of an application.
 *
 * @since 0.1.0
 */
@ConfigRoot(phase = ConfigPhase.RUN_TIME)
@ConfigMapping(prefix = "quarkus.journal")
public interface JournalsConfig {

    /**
     * The journals by their names.
     *
     * @return the journals; {@code default} is the default one's name
     */
    @WithParentName
    @WithDefaults
    @WithUnnamedKey("default")
    @ConfigDocMapKey("journal-name")
    Map<String, JournalConfig> journals();
}

package io.ironjournal.cdi;

import io.ironjournal.cdi.spi.PlatformConfiguration;
import io.ironjournal.config.ConfiguredValues;
import io.ironjournal.config.KeySpelling;
import java.util.Map;

/** A platform whose keys begin with {@code shop}. While the container is built, it knows only the names of journals. */
public final class ShopPlatform implements PlatformConfiguration {

    static Map<String, String> building = Map.of();
    static Map<String, String> running = Map.of();

    @Override
    public ConfiguredValues whileBuilding() {
        return ConfiguredValues.of(building, "in the shop's file");
    }

    @Override
    public ConfiguredValues whileRunning() {
        return ConfiguredValues.of(running, "in the shop's file");
    }

    @Override
    public boolean isCompleteWhileBuilding() {
        return false;
    }

    @Override
    public KeySpelling spelling() {
        return KeySpelling.underWithQuotedNames("shop");
    }
}

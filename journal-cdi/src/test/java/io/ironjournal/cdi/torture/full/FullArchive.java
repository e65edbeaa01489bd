package io.ironjournal.cdi.torture.full;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;

/** The part of the archive that requires CDI Full. */
public final class FullArchive {

    private FullArchive() {}

    /**
     * Adds its classes.
     *
     * @param container a container that is being built
     * @return the same
     */
    public static SeContainerInitializer addTo(SeContainerInitializer container) {
        return container.addPackages(FullBeans.class).addExtensions(new SyntheticExtension());
    }

    /**
     * Uses its beans.
     *
     * @param container a container that has it
     * @return what they answer
     */
    public static String use(SeContainer container) {
        return container.select(FullBeans.Plain.class).get().greet("you") + ", "
                + container.select(FullBeans.General.class).get().rank();
    }
}

package io.ironjournal.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Sets the number of shards of the sharded journal of a test.
 *
 * @see JournalExtension
 * @since 0.1.0
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Shards {

    /**
     * Returns the number of shards.
     *
     * @return the number, 1 to 65,535
     * @since 0.1.0
     */
    int value();
}

/**
 * Annotations for injection points of Spring beans, and the events that a Spring application can listen to. Nothing
 * returns or accepts null, unless it is marked {@code @Nullable}.
 */
@NullMarked
package io.ironjournal.spring;

import org.jspecify.annotations.NullMarked;

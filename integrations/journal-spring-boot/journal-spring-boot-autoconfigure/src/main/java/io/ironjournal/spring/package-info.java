/**
 * Annotations for injection points of Spring beans, and the events that a Spring application can listen to.
 */
@NullMarked
package io.ironjournal.spring;

import org.jspecify.annotations.NullMarked;

/** What Quarkus does for journals while it builds an application. */
@NullMarked
package io.ironjournal.quarkus.deployment;

import org.jspecify.annotations.NullMarked;

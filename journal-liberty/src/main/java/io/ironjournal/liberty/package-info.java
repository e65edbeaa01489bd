/**
 * The seam of the journal to Open Liberty. Liberty recovers resources of its own kind only: it reads them back from its log
 * by classes of the server, which do not see an application. So the journal gives it a name instead, and publishes under
 * that name, while it is open, a factory of its resource. The ServiceLoader finds this package; applications name
 * nothing of it.
 *
 * <p>It may import {@code io.ironjournal.jta}. Liberty's and OSGi's types are called by reflection, since the API of
 * Liberty for Jakarta is not published as a library.
 */
@NullMarked
package io.ironjournal.liberty;

import org.jspecify.annotations.NullMarked;

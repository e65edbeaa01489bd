/** An application, and a database that ends the process at a chosen point, for servers to run. */
@NullMarked
package io.ironjournal.servers;

import org.jspecify.annotations.NullMarked;

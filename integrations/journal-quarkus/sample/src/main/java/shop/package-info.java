/** An application on Quarkus with a journal and a database. */
@NullMarked
package shop;

import org.jspecify.annotations.NullMarked;

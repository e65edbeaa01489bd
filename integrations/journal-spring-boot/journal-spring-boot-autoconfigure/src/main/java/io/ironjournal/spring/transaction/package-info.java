/**
 * Transactions whose only resource is one journal, for applications without a JTA transaction manager.
 *
 * <p>The package may import the packages of {@code journal-jta} and {@code spring-tx}. It never imports Spring Boot.
 */
@NullMarked
package io.ironjournal.spring.transaction;

import org.jspecify.annotations.NullMarked;

/**
 * Transactions that have no other resource than one journal, for applications without a JTA transaction manager.
 *
 * <p>It may import the packages of {@code journal-jta} and {@code spring-tx}, and nothing of Spring Boot.
 */
@NullMarked
package io.ironjournal.spring.transaction;

import org.jspecify.annotations.NullMarked;

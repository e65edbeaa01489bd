package io.ironjournal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ironjournal.sharded.ForwardingShardedJournal;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.spi.transaction.Transactions;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The forwarding classes pass on every method of their interfaces, including methods added later. */
class ForwardingJournalTest {

    private final List<Method> called = new ArrayList<>();
    private final List<Object> arguments = new ArrayList<>();
    private final List<Object> results = new ArrayList<>();

    @TestFactory
    Stream<DynamicTest> forwardingJournalPassesEveryMethodOn() {
        Journal beneath = recorder(Journal.class);
        return methodsOf(Journal.class, new ForwardingJournal() {
            @Override
            protected Journal delegate() {
                return beneath;
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> forwardingShardedJournalPassesEveryMethodOn() {
        ShardedJournal beneath = recorder(ShardedJournal.class);
        return methodsOf(ShardedJournal.class, new ForwardingShardedJournal() {
            @Override
            protected ShardedJournal delegate() {
                return beneath;
            }
        });
    }

    private <T> Stream<DynamicTest> methodsOf(Class<T> type, T decorator) {
        return Arrays.stream(type.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .map(method -> DynamicTest.dynamicTest(method.toString(), () -> passesOn(method, decorator)));
    }

    private void passesOn(Method method, Object decorator) throws ReflectiveOperationException {
        Object[] given =
                Arrays.stream(method.getParameterTypes()).map(this::value).toArray();
        Object result = method.invoke(decorator, given);
        Method last = called.get(called.size() - 1);
        assertEquals(method.getName(), last.getName());
        assertEquals(List.of(method.getParameterTypes()), List.of(last.getParameterTypes()));
        assertEquals(List.of(given), arguments.get(arguments.size() - 1));
        if (method.getReturnType().isPrimitive()) {
            assertEquals(results.get(results.size() - 1), result);
        } else {
            assertSame(results.get(results.size() - 1), result);
        }
    }

    private <T> T recorder(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
            called.add(method);
            arguments.add(args == null ? List.of() : List.of(args));
            Object result = value(method.getReturnType());
            results.add(result);
            return result;
        }));
    }

    /** Returns a value of a type that differs from what a method that is not forwarded would return. */
    private Object value(Class<?> type) {
        if (type == void.class) {
            return null;
        } else if (type == long.class) {
            return 42L;
        } else if (type == int.class) {
            return 42;
        } else if (type == boolean.class) {
            return true;
        } else if (type == String.class) {
            return "text";
        } else if (type == Instant.class) {
            return Instant.EPOCH;
        } else if (type == ByteBuffer.class) {
            return ByteBuffer.allocate(1);
        } else if (type == BackupOptions.class) {
            return BackupOptions.full();
        } else if (type == NewEntry.class) {
            return NewEntry.of(new byte[1]);
        } else if (type == Optional.class) {
            return Optional.of("found");
        } else if (type == Class.class) {
            return String.class;
        } else if (type == Iterator.class) {
            return List.of().iterator();
        } else if (type == List.class) {
            return new ArrayList<>(List.of("one"));
        } else if (type.isArray()) {
            return Array.newInstance(type.getComponentType(), 1);
        } else if (type.isAssignableFrom(CompletableFuture.class)) {
            Object future = new CompletableFuture<>();
            return future;
        } else if (type == IdRange.class) {
            return new IdRange(1, 2);
        }
        return type.isInterface() ? recorder(type) : null;
    }

    @Test
    void transactions_ofADecoratedJournal_areThoseOfTheDelegate(@TempDir Path root) {
        try (Journal journal = Journal.open(root)) {
            Journal decorated = new ForwardingJournal() {
                @Override
                protected Journal delegate() {
                    return journal;
                }
            };
            assertSame(Transactions.of(journal), Transactions.of(decorated));
        }
    }

    @Test
    void transactions_ofAForwardingProxy_areThoseOfTheDelegate(@TempDir Path root) {
        try (Journal journal = Journal.open(root)) {
            Journal proxy = (Journal) Proxy.newProxyInstance(
                    Journal.class.getClassLoader(), new Class<?>[] {Journal.class}, (self, method, args) -> {
                        try {
                            return method.invoke(journal, args);
                        } catch (InvocationTargetException thrown) {
                            throw thrown.getCause();
                        }
                    });
            assertSame(Transactions.of(journal), Transactions.of(proxy));
        }
    }

    @Test
    void transactions_ofAJournalThatHidesThem_areRefused_withTheSolution(@TempDir Path root) {
        try (Journal journal = Journal.open(root)) {
            Journal hiding = new ForwardingJournal() {
                @Override
                protected Journal delegate() {
                    return journal;
                }

                @Override
                public <T> Optional<T> unwrap(Class<T> type) {
                    return Optional.empty();
                }
            };
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> Transactions.of(hiding));
            assertEquals(true, refused.getMessage().contains("ForwardingJournal"), refused.getMessage());
        }
    }

    @Test
    void transactions_ofAClosedJournal_areRefused(@TempDir Path root) {
        Journal journal = Journal.open(root);
        journal.close();
        assertThrows(JournalClosedException.class, () -> Transactions.of(journal));
    }

    @Test
    void unwrap_ofATypeOutsideTheSpi_returnsNothing(@TempDir Path root) {
        try (Journal journal = Journal.open(root)) {
            assertEquals(Optional.empty(), journal.unwrap(String.class));
            assertEquals(Optional.empty(), journal.unwrap(Journal.class));
        }
    }
}

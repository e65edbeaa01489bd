package io.ironjournal.test;

import io.ironjournal.Journal;
import io.ironjournal.sharded.ShardedJournal;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each JUnit test a journal of its own, and closes it after the test. A test, or a method that runs before or
 * after each test, declares what it needs as parameters:
 *
 * <table>
 * <caption>Parameters</caption>
 * <tr><th>parameter</th><th>value</th></tr>
 * <tr><td>{@code Journal journal}</td><td>an empty journal in memory</td></tr>
 * <tr><td>{@code @OnDisk Journal journal}</td><td>an empty journal in a temporary directory</td></tr>
 * <tr><td>{@code @Shards(4) ShardedJournal journal}</td><td>an empty journal with 4 shards in memory</td></tr>
 * <tr><td>{@code TestDisk disk}</td><td>the disk of the journal in memory</td></tr>
 * </table>
 *
 * <p>Register it with {@code @ExtendWith(JournalExtension.class)} at the test class.
 *
 * <p>All parameters of one test are for the same journal. So they are all plain or all sharded, with or without {@link
 * OnDisk}; another mixture fails with a {@code ParameterResolutionException}. The first parameter of type {@code
 * ShardedJournal} needs {@link Shards}, further ones may omit it. Only a journal in memory is on the {@link TestDisk}:
 * beside {@code @OnDisk}, a parameter of that type is an empty disk without a journal.
 *
 * <p>A method that runs before all tests can have these parameters too; then all tests of the class share its journal.
 * Works with JUnit Jupiter 5 and 6.
 *
 * @since 0.1.0
 */
public final class JournalExtension implements ParameterResolver, AfterEachCallback, AfterAllCallback {

    private static final Namespace NAMESPACE = Namespace.create(JournalExtension.class);
    private static final Set<Class<?>> TYPES = Set.of(Journal.class, ShardedJournal.class, TestDisk.class);

    /**
     * Called by JUnit.
     *
     * @since 0.1.0
     */
    public JournalExtension() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return TYPES.contains(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        JournalOfTest journal = journalOf(test);
        Class<?> type = parameter.getParameter().getType();
        if (type == TestDisk.class) {
            return journal.disk();
        }
        Integer shards =
                parameter.findAnnotation(Shards.class).map(Shards::value).orElse(null);
        boolean onDisk = parameter.isAnnotated(OnDisk.class);
        return type == Journal.class ? journal.plain(shards, onDisk) : journal.sharded(shards, onDisk);
    }

    private static JournalOfTest journalOf(ExtensionContext test) {
        ExtensionContext.Store store = test.getStore(NAMESPACE);
        JournalOfTest existing = store.get(JournalOfTest.class, JournalOfTest.class);
        if (existing != null) {
            return existing;
        }
        JournalOfTest created = new JournalOfTest();
        store.put(JournalOfTest.class, created);
        return created;
    }

    @Override
    public void afterEach(ExtensionContext test) {
        close(test);
    }

    @Override
    public void afterAll(ExtensionContext testClass) {
        close(testClass);
    }

    private static void close(ExtensionContext ended) {
        @Nullable JournalOfTest journal = ended.getStore(NAMESPACE).remove(JournalOfTest.class, JournalOfTest.class);
        if (journal != null) {
            journal.close();
        }
    }
}

package io.ironjournal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.spi.log.InMemoryLog;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalOptionsTest {

    private static final Path ROOT = Path.of("journal");

    private static final Map<String, BiConsumer<JournalOptionsBuilder, Long>> SIZES = Map.of(
            "maxSegmentSize", JournalOptionsBuilder::maxSegmentSize,
            "blockCacheSize", JournalOptionsBuilder::blockCacheSize,
            "minCompressionSize", JournalOptionsBuilder::minCompressionSize,
            "maxEntrySize", JournalOptionsBuilder::maxEntrySize,
            "maxTransactionSize", JournalOptionsBuilder::maxTransactionSize,
            "maxMemtableMemory", JournalOptionsBuilder::maxMemtableMemory,
            "logSegmentSize", JournalOptionsBuilder::logSegmentSize,
            "logBudget", JournalOptionsBuilder::logBudget);

    private static JournalOptionsBuilder nothingByDefault() {
        return JournalOptions.builder(ROOT)
                .syncMode(SyncMode.ASYNC)
                .syncInterval(Duration.ofMillis(7))
                .maxSegmentSize(1 << 20)
                .maxEntriesPerSegment(7)
                .maxOpenSegments(7)
                .readStrategy(ReadStrategy.MMAP)
                .corruptionPolicy(CorruptionPolicy.TRUNCATE)
                .blockCacheSize(7)
                .compression(Compression.LZ4)
                .minCompressionSize(7)
                .maxEntrySize(700)
                .maxTransactionSize(7_000)
                .maxMemtableMemory(70_000)
                .logSegmentSize(1 << 20)
                .logBudget(7 << 20)
                .maxDiskSpace(70 << 20)
                .scrubRate(7)
                .writeTimeout(Duration.ofSeconds(7))
                .filePermissions(PosixFilePermissions.fromString("rw-r-----"))
                .mustExist(true)
                .jmx(false)
                .commitLog(new InMemoryLog(1))
                .retention("*", Retention.maxBytes(7))
                .retentionInterval(Duration.ofSeconds(7))
                .archive(Path.of("archive"))
                .damageListener(finding -> {});
    }

    private static Map<String, Object> valuesOf(JournalOptions options) throws ReflectiveOperationException {
        Map<String, Object> values = new TreeMap<>();
        for (Method getter : JournalOptions.class.getDeclaredMethods()) {
            boolean isGetter = Modifier.isPublic(getter.getModifiers())
                    && !Modifier.isStatic(getter.getModifiers())
                    && getter.getParameterCount() == 0
                    && !Set.of("toString", "toBuilder").contains(getter.getName());
            if (isGetter) {
                values.put(getter.getName(), getter.invoke(options));
            }
        }
        return values;
    }

    @Test
    void toBuilder_keepsEveryOption() throws ReflectiveOperationException {
        JournalOptions options = nothingByDefault().build();
        Map<String, Object> values = valuesOf(options);
        assertEquals(27, values.size());
        Map<String, Object> defaults = valuesOf(JournalOptions.builder(ROOT).build());
        values.forEach((name, value) -> {
            if (!name.equals("root")) {
                assertNotEquals(defaults.get(name), value, name + " has its default value, so the test shows nothing");
            }
        });
        assertEquals(values, valuesOf(options.toBuilder().build()));
        assertEquals(options.toString(), options.toBuilder().build().toString());
    }

    @Test
    void toBuilder_leavesTheOriginalOptionsUnchanged() {
        JournalOptions options = JournalOptions.builder(ROOT).build();
        JournalOptions changed = options.toBuilder().maxEntrySize(5).build();
        assertEquals(5, changed.maxEntrySize());
        assertEquals(16 << 20, options.maxEntrySize());
    }

    @Test
    void memoryOfMemtables_followsTheHeap_onlyOnASmallOne() {
        assertEquals(64 << 20, OptionLimits.memtableMemory(Long.MAX_VALUE));
        assertEquals(64 << 20, OptionLimits.memtableMemory(384 << 20));
        assertEquals(32 << 20, OptionLimits.memtableMemory(192 << 20));
        assertEquals(1 << 20, OptionLimits.memtableMemory(1 << 20));
        assertEquals(
                OptionLimits.memtableMemory(Runtime.getRuntime().maxMemory()),
                JournalOptions.builder(ROOT).build().maxMemtableMemory());
    }

    @Test
    void everySize_isALong() {
        Set<String> sizes = new TreeSet<>();
        for (Method setter : JournalOptionsBuilder.class.getDeclaredMethods()) {
            if (setter.getName().matches(".*(Size|Memory|Budget)")) {
                assertEquals(List.of(long.class), Arrays.asList(setter.getParameterTypes()), setter.getName());
                sizes.add(setter.getName());
            }
        }
        assertEquals(new TreeSet<>(SIZES.keySet()), sizes);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, (1L << 32) + (1 << 20), Long.MAX_VALUE})
    void sizeOutOfBounds_isRefused_withTheNameOfItsOption(long size) {
        SIZES.forEach((name, setter) -> {
            if (size < 0 || size == Long.MAX_VALUE || setterLimit(name) < size) {
                IllegalArgumentException refused = assertThrows(
                        IllegalArgumentException.class,
                        () -> setter.accept(JournalOptions.builder(ROOT), size),
                        name + " of " + size);
                assertTrue(refused.getMessage().startsWith(name + " must be "), refused.getMessage());
                assertTrue(refused.getMessage().endsWith("not " + size), refused.getMessage());
            }
        });
    }

    private static long setterLimit(String name) {
        return Set.of("blockCacheSize", "maxMemtableMemory", "logBudget").contains(name)
                ? Long.MAX_VALUE
                : (1L << 30) + (1 << 20);
    }

    @Test
    void setter_null_isRefused_withTheNameOfTheOption() {
        int objects = 0;
        for (Method setter : JournalOptionsBuilder.class.getDeclaredMethods()) {
            if (setter.getParameterCount() == 1 && !setter.getParameterTypes()[0].isPrimitive()) {
                objects++;
                InvocationTargetException refused = assertThrows(
                        InvocationTargetException.class,
                        () -> setter.invoke(JournalOptions.builder(ROOT), new Object[] {null}));
                assertEquals(NullPointerException.class, refused.getCause().getClass());
                assertEquals(setter.getName(), refused.getCause().getMessage());
            }
        }
        assertEquals(11, objects);
    }

    @Test
    void diskLimit_mustHaveSpaceForTheLogAndASegment() {
        JournalOptionsBuilder builder = JournalOptions.builder(ROOT)
                .logSegmentSize(1 << 20)
                .logBudget(8 << 20)
                .maxSegmentSize(2 << 20)
                .maxDiskSpace((18 << 20) - 1);
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, builder::build);
        assertTrue(String.valueOf(refused.getMessage()).contains("twice logBudget"), refused.getMessage());
        assertEquals(18 << 20, builder.maxDiskSpace(18 << 20).build().maxDiskSpace());
    }

    @Test
    void diskLimit_withALogElsewhere_needsSpaceForASegmentOnly() {
        JournalOptionsBuilder builder = JournalOptions.builder(ROOT)
                .maxSegmentSize(2 << 20)
                .commitLog(new InMemoryLog(1 << 20))
                .maxDiskSpace((2 << 20) - 1);
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, builder::build);
        assertEquals(
                "maxDiskSpace (2097151) must be 0 or at least maxSegmentSize (2097152). Raise maxDiskSpace or lower the"
                        + " other options.",
                refused.getMessage());
        assertEquals(2 << 20, builder.maxDiskSpace(2 << 20).build().maxDiskSpace());
    }
}

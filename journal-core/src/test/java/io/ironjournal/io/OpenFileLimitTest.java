package io.ironjournal.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class OpenFileLimitTest {

    @Test
    void softLimit_amongOtherLimits_isFound() {
        List<String> limits = List.of(
                "Limit                     Soft Limit           Hard Limit           Units     ",
                "Max processes             94000                94000                processes ",
                "Max open files            1024                 4096                 files     ");
        assertEquals(OptionalInt.of(1024), OpenFileLimit.in(limits));
    }

    @Test
    void unlimited_isEmpty() {
        assertEquals(
                OptionalInt.empty(),
                OpenFileLimit.in(
                        List.of("Max open files            unlimited            unlimited            files     ")));
    }
}

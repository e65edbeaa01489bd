package io.ironjournal.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class PaddedNumberTest {

    @Test
    void numbers_equalThoseOfStringFormat() {
        for (long number : new long[] {0, 7, 99_999, 100_000, 1L << 40, Long.MAX_VALUE}) {
            assertEquals(String.format(Locale.ROOT, "%020d", number), PaddedNumber.of(number, 20));
            assertEquals(String.format(Locale.ROOT, "%05d", number), PaddedNumber.of(number, 5));
        }
    }

    @Test
    void digitsOutsideAscii_areRejected() {
        assertTrue(PaddedNumber.begins("00123.wal", 5));
        assertFalse(PaddedNumber.begins("0012", 5));
        assertFalse(PaddedNumber.begins("0012x", 5));
        assertFalse(PaddedNumber.begins("0012\u0663", 5), "an Arabic digit");
    }
}

package io.ironjournal.bookkeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.CorruptionException;
import io.ironjournal.UnsupportedFormatException;
import io.ironjournal.spi.log.LogIdentity;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class JournalMetadataTest {

    private static final JournalMetadata CONTENT = new JournalMetadata(
            new LogIdentity(new UUID(1, 2), 3),
            4,
            new UUID(5, 6),
            7,
            8,
            "owner ä",
            List.of(new LedgerInfo(8, 9, 10, true), new LedgerInfo(11, 12, 13, false)),
            List.of(new EpochEnd(2, 20), new EpochEnd(3, 30)));

    @Test
    void content_encoded_isDecodedUnchanged() {
        assertEquals(CONTENT, JournalMetadata.decode(CONTENT.encode(), "/node"));
    }

    @Test
    void content_bitFlipped_isRefused() {
        byte[] encoded = CONTENT.encode();
        for (int bit = 0; bit < encoded.length * 8; bit++) {
            byte[] damaged = encoded.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            assertThrows(CorruptionException.class, () -> JournalMetadata.decode(damaged, "/node"));
        }
    }

    @Test
    void content_ofLaterVersion_isRefused() {
        byte[] later = CONTENT.encode();
        later[8] = 2;
        CRC32C crc = new CRC32C();
        crc.update(later, 4, later.length - 4);
        ByteBuffer.wrap(later).order(ByteOrder.LITTLE_ENDIAN).putInt(0, (int) crc.getValue());
        assertThrows(UnsupportedFormatException.class, () -> JournalMetadata.decode(later, "/node"));
    }

    @Test
    void content_largestList_fitsIntoANodeOfZooKeeper() {
        List<LedgerInfo> ledgers = Collections.nCopies(JournalMetadata.MAX_LEDGERS_WITH_OPENINGS, CONTENT.last());
        JournalMetadata content = CONTENT.withLedgers(ledgers);
        for (int i = 0; i < JournalMetadata.MAX_ENDS; i++) {
            content = content.opened(new UUID(5, i), "owner", i, ledgers);
        }
        assertTrue(content.encode().length < 1_000_000);
    }

    @Test
    void endsOfOpenings_areKnown_upToALimit() {
        JournalMetadata content = CONTENT;
        assertEquals(30, content.endOf(3));
        assertEquals(-1, content.endOf(4));
        for (int i = 0; i < JournalMetadata.MAX_ENDS; i++) {
            content = content.opened(new UUID(5, i), "owner", 40 + i, content.ledgers());
        }
        assertEquals(-1, content.endOf(3));
        assertEquals(40, content.endOf(4));
        assertEquals(JournalMetadata.MAX_ENDS, content.ends().size());
        assertEquals(content, JournalMetadata.decode(content.encode(), "/node"));
    }
}

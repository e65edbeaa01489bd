package io.ironjournal.benchmarks;

import io.ironjournal.benchmarks.contender.Entrant;
import java.awt.Color;

/** The colours of contenders, the same in all plots: red for this journal, grey for limits, other colours for others. */
final class Palette {

    private Palette() {}

    static Color of(Entrant entrant) {
        return new Color(
                switch (entrant) {
                    case IRONJOURNAL, IRONJOURNAL_SHARDS -> 0xc0392b;
                    case RAW_LEADER, RAW_READS -> 0x9e9e9e;
                    case RAW_WRITER -> 0x616161;
                    case RAW_TWICE_LEADER -> 0xdddddd;
                    case RAW_TWICE_WRITER -> 0xc2c2c2;
                    case ARTEMIS_NIO -> 0x4e79a7;
                    case ARTEMIS_AIO -> 0x7fb3d5;
                    case CHRONICLE -> 0x59a14f;
                    case CHRONICLE_READS -> 0xa3d39c;
                    case ROCKSDB -> 0xf28e2b;
                    case ROCKSDB_TRANSACTIONS -> 0xf7b977;
                    case BOOKKEEPER_EAGER -> 0x17877d;
                    case BOOKKEEPER_WAITING -> 0x76c7be;
                    case H2 -> 0xb07aa1;
                    case DERBY -> 0xd4a90f;
                });
    }
}

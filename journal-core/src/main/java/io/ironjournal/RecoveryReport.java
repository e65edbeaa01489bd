package io.ironjournal;

import io.ironjournal.transaction.InDoubtBranch;
import java.time.Duration;
import java.util.List;

/**
 * What opening a journal found and did.
 *
 * <p>A stream that the commit log mentions is opened with the journal, and what is irregular in it is among the notes. Any
 * other is opened when it is used, segment by segment; what is irregular there is logged then, as a warning of the
 * {@link System.Logger} {@code io.ironjournal}.
 *
 * @param created whether the journal did not exist before
 * @param recordsReplayed records of the commit log above its last flush mark, all of them whole
 * @param entriesReplayed entries that those records brought back into memory
 * @param unforcedBytesCopied bytes of valid records that nothing proved durable, copied and forced before use
 * @param cutBytes bytes at the end of the log that were cut: torn by a crash and never acknowledged, unless the next two
 *     say otherwise
 * @param lostRecords acknowledged records among them, at the least: what is damaged counts as one
 * @param losses what acknowledged data was cut off and not accepted yet, a sentence for each cut, also of earlier openings;
 *     see {@link io.ironjournal.spi.transaction.Transactions#acceptLoss()}
 * @param quarantine the files, relative to the journal's directory, that keep what was cut; each has the layout of the
 *     log segment it comes from
 * @param notes irregularities, each in a sentence: {@code MANIFEST} rebuilt, the index of a segment rebuilt,
 *     damaged records passed over because nothing needs them, torn ones not kept because the disk was full, and after a loss
 *     what was set aside of each stream
 * @param inDoubt branches that were prepared and not decided
 * @param duration how long opening took
 */
public record RecoveryReport(
        boolean created,
        long recordsReplayed,
        long entriesReplayed,
        long unforcedBytesCopied,
        long cutBytes,
        long lostRecords,
        List<String> losses,
        List<String> quarantine,
        List<String> notes,
        List<InDoubtBranch> inDoubt,
        Duration duration) {}

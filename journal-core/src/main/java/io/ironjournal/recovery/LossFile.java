package io.ironjournal.recovery;

import io.ironjournal.JournalIOException;
import io.ironjournal.io.ReadableFile;
import io.ironjournal.io.Storage;
import io.ironjournal.io.WritableFile;
import io.ironjournal.log.LossListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What acknowledged data was cut off and not accepted by an operator yet. {@code LOSS} has a line of text for each cut.
 * {@code SALVAGE}, an empty file, is there while streams may still disagree with the log that is left: from before the cut
 * until a mark has passed it.
 */
public final class LossFile implements LossListener {

    private static final String PATH = "LOSS";
    private static final String UNNAMED = "LOSS.new";
    private static final String SALVAGE = "SALVAGE";
    private static final String ACCEPTED = "LOSS.accepted";
    private static final int MAX_SIZE = 1 << 20;

    private final Storage storage;
    private volatile List<String> losses;
    private boolean salvaging;

    private LossFile(Storage storage, List<String> losses, boolean salvaging) {
        this.storage = storage;
        this.losses = losses;
        this.salvaging = salvaging;
    }

    /** Reads what earlier openings left. */
    public static LossFile load(Storage storage) throws IOException {
        return new LossFile(storage, storage.exists(PATH) ? read(storage) : List.of(), storage.exists(SALVAGE));
    }

    private static List<String> read(Storage storage) throws IOException {
        try (ReadableFile file = storage.openForRead(PATH)) {
            byte[] bytes = new byte[(int) Math.min(file.size(), MAX_SIZE)];
            file.read(0, ByteBuffer.wrap(bytes));
            List<String> lines =
                    new String(bytes, StandardCharsets.UTF_8).lines().toList();
            // Whatever became of the text, that the file is there says enough.
            return lines.isEmpty() ? List.of("Acknowledged records were lost") : lines;
        }
    }

    /** A line for each loss that nobody has accepted. */
    public List<String> losses() {
        return losses;
    }

    /** Whether streams have to be brought in line with a log that was cut. */
    @Override
    public boolean salvaging() {
        return salvaging;
    }

    @Override
    public void lost(String loss) throws IOException {
        List<String> more = new ArrayList<>(losses);
        more.add(loss);
        storage.delete(UNNAMED);
        try (WritableFile file = storage.create(UNNAMED)) {
            file.write(0, ByteBuffer.wrap((String.join("\n", more) + "\n").getBytes(StandardCharsets.UTF_8)));
            file.force();
        }
        storage.rename(UNNAMED, PATH);
        if (!storage.exists(SALVAGE)) {
            storage.create(SALVAGE).close();
        }
        storage.forceDirectory("");
        losses = List.copyOf(more);
        salvaging = true;
    }

    /** Says that segments and log agree again, durably. */
    public void salvaged() throws IOException {
        storage.delete(SALVAGE);
        storage.forceDirectory("");
        salvaging = false;
    }

    /** Notes for good that an operator knows of the losses. The text stays, under another name. */
    public void accept() {
        try {
            if (!losses.isEmpty()) {
                storage.rename(PATH, ACCEPTED);
                storage.forceDirectory("");
                losses = List.of();
            }
        } catch (IOException e) {
            throw new JournalIOException(
                    "That the loss is accepted could not be noted in " + storage.describe(PATH) + ": " + e.getMessage(),
                    e);
        }
    }
}

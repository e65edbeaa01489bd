package io.ironjournal.tools;

import io.ironjournal.CursorInfo;
import io.ironjournal.ProducerInfo;
import io.ironjournal.files.InDoubtContent;
import io.ironjournal.files.JournalFiles;
import io.ironjournal.files.StreamInfo;
import io.ironjournal.sharded.CheckpointInfo;
import io.ironjournal.text.Printable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a branch in doubt would change besides streams, compared with the state of now. */
final class BranchMoves {

    private final JournalFiles files;
    private final InDoubtContent content;

    BranchMoves(JournalFiles files, InDoubtContent content) {
        this.files = files;
        this.content = content;
    }

    private long endOf(String stream) {
        return files.stream(stream).map(StreamInfo::nextId).orElse(0L);
    }

    private Optional<Long> position(CursorInfo moved) {
        return files.cursors().stream()
                .filter(cursor ->
                        cursor.name().equals(moved.name()) && cursor.stream().equals(moved.stream()))
                .map(CursorInfo::position)
                .findFirst();
    }

    private Optional<Long> sequence(ProducerInfo moved) {
        return files.producers().stream()
                .filter(producer -> producer.name().equals(moved.name()))
                .map(ProducerInfo::sequence)
                .findFirst();
    }

    private boolean exists(byte[] checkpoint) {
        return files.checkpoints().stream().map(CheckpointInfo::id).anyMatch(id -> Arrays.equals(id, checkpoint));
    }

    private static String now(Optional<Long> position) {
        return position.map(known -> "it is at " + known + " now").orElse("it does not exist now");
    }

    /** Returns a line for each expectation, move and checkpoint. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        content.expectations()
                .forEach((stream, next) -> lines.add("Expects stream '" + FilesCommand.escaped(stream) + "' to end at "
                        + next + "; it ends at " + endOf(stream) + " now"));
        for (CursorInfo cursor : content.cursors()) {
            lines.add("Moves cursor '" + FilesCommand.escaped(cursor.name()) + "' of stream '"
                    + FilesCommand.escaped(cursor.stream()) + "' to " + cursor.position() + "; "
                    + now(position(cursor)));
        }
        for (ProducerInfo producer : content.producers()) {
            lines.add("Moves producer '" + FilesCommand.escaped(producer.name()) + "' to " + producer.sequence() + "; "
                    + now(sequence(producer)));
        }
        content.checkpoint()
                .ifPresent(id -> lines.add("Creates checkpoint '"
                        + Printable.name(new String(id, StandardCharsets.UTF_8)) + "'; "
                        + (exists(id) ? "it exists now" : "it does not exist now")));
        return lines;
    }

    /** Adds them to a JSON object. */
    void addTo(Map<String, Object> object) {
        List<Object> expectations = new ArrayList<>();
        content.expectations().forEach((stream, next) -> {
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("stream", stream);
            item.put("nextId", next);
            item.put("now", endOf(stream));
            expectations.add(item);
        });
        List<Object> cursors = new ArrayList<>();
        for (CursorInfo cursor : content.cursors()) {
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("cursor", cursor.name());
            item.put("stream", cursor.stream());
            item.put("position", cursor.position());
            item.put("now", position(cursor));
            cursors.add(item);
        }
        List<Object> producers = new ArrayList<>();
        for (ProducerInfo producer : content.producers()) {
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("producer", producer.name());
            item.put("sequence", producer.sequence());
            item.put("now", sequence(producer));
            producers.add(item);
        }
        object.put("expectations", expectations);
        object.put("cursors", cursors);
        object.put("producers", producers);
        object.put("checkpoint", content.checkpoint());
        object.put("checkpointExists", content.checkpoint().map(this::exists));
    }
}

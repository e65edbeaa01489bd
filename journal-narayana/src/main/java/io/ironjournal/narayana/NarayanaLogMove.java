package io.ironjournal.narayana;

import static java.nio.file.StandardOpenOption.READ;

import com.arjuna.ats.arjuna.common.ObjectStoreEnvironmentBean;
import com.arjuna.ats.arjuna.common.Uid;
import com.arjuna.ats.arjuna.exceptions.ObjectStoreException;
import com.arjuna.ats.arjuna.objectstore.ObjectStoreAPI;
import com.arjuna.ats.arjuna.state.InputObjectState;
import com.arjuna.ats.arjuna.state.OutputObjectState;
import com.arjuna.ats.internal.arjuna.common.UidHelper;
import com.arjuna.ats.internal.arjuna.objectstore.ShadowNoFileLockStore;
import io.ironjournal.Journal;
import io.ironjournal.JournalException;
import io.ironjournal.JournalOptions;
import io.ironjournal.files.JournalFiles;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.spi.transaction.ManagerStates;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.text.Printable;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Moves Narayana's log from files into a journal, and back: all decisions and all other states. Use it while nothing runs
 * Narayana with either of them. An open journal is locked. But nothing checks whether another process runs Narayana with the files.
 *
 * <p>A move copies all states, makes the copies durable, and then removes the originals. So after a crash, each state is
 * in one of the two logs, or in both. Repeat the move then, before you start Narayana: it completes.
 *
 * <p>As a command, with the class path of the application:
 *
 * <pre>{@code
 * java -cp ... io.ironjournal.narayana.NarayanaLogMove into-journal <directory of NarayanaSetup> <directory of the journal>
 * java -cp ... io.ironjournal.narayana.NarayanaLogMove to-files <directory of the journal> <directory of NarayanaSetup>
 * }</pre>
 *
 * <p>Run the command as the user of the application: new files belong to the user who runs it. For {@code to-files}, give
 * exactly the directory that Narayana will use, because a missing one is created. Check the number that the command prints: 0
 * also means that the source was the wrong directory. {@code ironjournal in-doubt} lists the states of a journal.
 *
 * <p>The command opens plain and sharded journals whose commit log is in their directory. For a journal whose log is on
 * BookKeeper, call the methods of this class in a program.
 *
 * @since 0.1.0
 */
public final class NarayanaLogMove {

    private static final String USAGE = """
            Usage: into-journal <directory of NarayanaSetup> <directory of the journal>
                   to-files <directory of the journal> <directory of NarayanaSetup>""";

    /** A state in a log. */
    private record State(String type, Uid uid) {}

    private NarayanaLogMove() {}

    /**
     * Runs the command. Ends the process with 0 after a move, with 1 after a failure, and with 2 if the arguments are wrong.
     *
     * @param args the direction, and the two directories
     */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    static int run(String... args) {
        if (args.length != 3 || !(args[0].equals("into-journal") || args[0].equals("to-files"))) {
            System.err.println(USAGE);
            return 2;
        }
        boolean into = args[0].equals("into-journal");
        Path files = Path.of(args[into ? 1 : 2]);
        Path directory = Path.of(args[into ? 2 : 1]);
        try (Journal journal = openJournal(directory)) {
            int moved = into ? intoJournal(files, journal) : toFiles(journal, files);
            System.out.println("Moved " + moved + (moved == 1 ? " state" : " states") + " of Narayana from "
                    + Printable.path(Path.of(args[1])) + " to " + Printable.path(Path.of(args[2])));
            return 0;
        } catch (JournalException | UncheckedIOException | IllegalStateException failure) {
            System.err.println(failure.getMessage());
            return 1;
        }
    }

    /** Opens a journal with any number of shards. */
    private static Journal openJournal(Path directory) {
        int shards;
        try (JournalFiles files = JournalFiles.openReadOnly(directory)) {
            shards = files.shards();
        }
        JournalOptions options =
                JournalOptions.builder(directory).mustExist(true).build();
        return shards == 0
                ? Journal.open(options)
                : ShardedJournal.open(options, shards).journal();
    }

    /**
     * Moves the log from files into a journal. From then on, set Narayana up with {@link NarayanaSetup#logIn}, or with {@link
     * NarayanaSetup#logInConfiguredJournal} and the key {@code transaction-log} of that journal. Keep the same directory, which still
     * has the node identifier.
     *
     * @param files the directory of {@link NarayanaSetup#in}
     * @param journal the open journal
     * @return how many states were moved
     * @throws IllegalStateException when Narayana runs in this process, or the directory does not exist; nothing was moved
     * @throws JournalException when the journal cannot keep a state. The files have all states
     * @throws UncheckedIOException when a file cannot be read or removed. Repeat the move
     * @since 0.1.0
     */
    public static int intoJournal(Path files, Journal journal) {
        requireNarayanaStopped();
        if (!Files.isDirectory(files)) {
            throw new IllegalStateException("There is no log of Narayana in " + Printable.path(files)
                    + ", because the directory does not exist");
        }
        return copyIntoJournal(files, Transactions.of(journal).states());
    }

    static int copyIntoJournal(Path files, ManagerStates states) {
        ObjectStoreAPI store = open(files);
        try {
            List<State> all = list(store);
            for (State state : all) {
                InputObjectState read = store.read_committed(state.uid, state.type);
                if (read == null) {
                    throw new IOException(state + " cannot be read");
                }
                states.put(StateKeys.key(state.uid, state.type), read.buffer());
            }
            for (State state : all) {
                if (!store.remove_committed(state.uid, state.type)) {
                    throw new IOException(state + " cannot be removed");
                }
            }
            return all.size();
        } catch (ObjectStoreException | IOException failure) {
            throw failed(files, failure);
        } finally {
            store.stop();
        }
    }

    /**
     * Moves the log from a journal into files. From then on, set Narayana up without {@link NarayanaSetup#logIn} and {@link
     * NarayanaSetup#logInConfiguredJournal}, and remove the key {@code transaction-log}.
     *
     * @param journal the open journal
     * @param files the directory of {@link NarayanaSetup#in}; created if it does not exist
     * @return how many states were moved
     * @throws IllegalStateException when Narayana runs in this process, or the journal was restored and its recovery is {@linkplain
     *     Transactions#isRecoveryHeld() held}; nothing was moved
     * @throws JournalException when the journal cannot be read or cannot remove a state. Repeat the move
     * @throws UncheckedIOException when a file cannot be written. The journal has all states
     * @since 0.1.0
     */
    public static int toFiles(Journal journal, Path files) {
        requireNarayanaStopped();
        Transactions transactions = Transactions.of(journal);
        if (transactions.isRecoveryHeld()) {
            throw new IllegalStateException("Narayana's log cannot be moved out of " + journal
                    + ", because the journal was restored from a backup and recovery is held. Release recovery first");
        }
        return copyToFiles(transactions.states(), files);
    }

    static int copyToFiles(ManagerStates states, Path files) {
        ObjectStoreAPI store = open(files);
        try {
            List<String> keys = states.keys();
            for (String key : keys) {
                byte[] state = states.get(key).orElseThrow();
                String type = StateKeys.typeOf(key);
                Uid uid = StateKeys.uidOf(key);
                // This constructor appends a mark of five bytes, which readers of a state do not reach.
                store.write_committed(uid, type, new OutputObjectState(uid, type, state));
            }
            force(files);
            keys.forEach(states::remove);
            states.force();
            return keys.size();
        } catch (ObjectStoreException | IOException failure) {
            throw failed(files, failure);
        } finally {
            store.stop();
        }
    }

    /** Forces all files, and the names of new files and directories, which the store does not force. */
    private static void force(Path files) throws IOException {
        try (Stream<Path> all = Files.walk(files)) {
            for (Path each : Stream.concat(
                            all, Stream.ofNullable(files.toAbsolutePath().getParent()))
                    .toList()) {
                // Windows cannot open a directory, and forces names by itself.
                if (File.separatorChar == '/' || !Files.isDirectory(each)) {
                    try (FileChannel channel = FileChannel.open(each, READ)) {
                        channel.force(true);
                    }
                }
            }
        }
    }

    private static UncheckedIOException failed(Path files, Exception failure) {
        return new UncheckedIOException(new IOException(
                "Narayana's log in " + Printable.path(files) + " could not be moved: " + failure.getMessage()
                        + ". No state is lost. Repeat the move",
                failure));
    }

    private static void requireNarayanaStopped() {
        if (RecoveryModules.isRunning(false)) {
            throw new IllegalStateException(
                    "Narayana's log cannot be moved while Narayana runs in this process. Close Narayana first");
        }
    }

    private static ObjectStoreAPI open(Path files) {
        ObjectStoreEnvironmentBean settings = new ObjectStoreEnvironmentBean();
        settings.setObjectStoreDir(files.toAbsolutePath().toString());
        try {
            return new ShadowNoFileLockStore(settings);
        } catch (ObjectStoreException failure) {
            throw failed(files, failure);
        }
    }

    private static List<State> list(ObjectStoreAPI store) throws ObjectStoreException, IOException {
        List<State> all = new ArrayList<>();
        InputObjectState types = new InputObjectState();
        if (store.allTypes(types)) {
            for (String type = types.unpackString(); !type.isEmpty(); type = types.unpackString()) {
                InputObjectState uids = new InputObjectState();
                if (store.allObjUids(type, uids)) {
                    for (Uid uid = UidHelper.unpackFrom(uids);
                            !uid.equals(Uid.nullUid());
                            uid = UidHelper.unpackFrom(uids)) {
                        all.add(new State(type, uid));
                    }
                }
            }
        }
        return all;
    }
}

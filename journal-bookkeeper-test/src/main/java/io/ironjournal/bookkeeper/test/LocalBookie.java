package io.ironjournal.bookkeeper.test;

import io.netty.buffer.ByteBufAllocator;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.bookkeeper.bookie.BookieImpl;
import org.apache.bookkeeper.bookie.BookieResources;
import org.apache.bookkeeper.bookie.LedgerDirsManager;
import org.apache.bookkeeper.bookie.LedgerStorage;
import org.apache.bookkeeper.bookie.LegacyCookieValidation;
import org.apache.bookkeeper.bookie.StateManager;
import org.apache.bookkeeper.bookie.UncleanShutdownDetectionImpl;
import org.apache.bookkeeper.conf.ServerConfiguration;
import org.apache.bookkeeper.discover.BookieServiceInfo;
import org.apache.bookkeeper.discover.RegistrationManager;
import org.apache.bookkeeper.meta.LedgerManager;
import org.apache.bookkeeper.meta.MetadataBookieDriver;
import org.apache.bookkeeper.proto.BookieServer;
import org.apache.bookkeeper.stats.NullStatsLogger;
import org.apache.bookkeeper.stats.StatsLogger;
import org.apache.bookkeeper.util.DiskChecker;

/** One running bookie. Clients reach it by a link: the bookie announces the port of the link instead of its own. */
final class LocalBookie {

    private static final StatsLogger STATS = NullStatsLogger.INSTANCE;

    private final MetadataBookieDriver metadata;
    private final RegistrationManager registration;
    private final LedgerManager ledgers;
    private final BookieImpl bookie;
    private final BookieServer server;

    private LocalBookie(
            MetadataBookieDriver metadata, ServerConfiguration configuration, ByteBufAllocator allocator, int port)
            throws Exception {
        this.metadata = metadata;
        registration = metadata.createRegistrationManager();
        ledgers = metadata.getLedgerManagerFactory().newLedgerManager();
        DiskChecker disk = BookieResources.createDiskChecker(configuration);
        LedgerDirsManager directories = BookieResources.createLedgerDirsManager(configuration, disk, STATS);
        LedgerDirsManager indexes = BookieResources.createIndexDirsManager(configuration, disk, STATS, directories);
        LedgerStorage storage =
                BookieResources.createLedgerStorage(configuration, ledgers, directories, indexes, STATS, allocator);
        new LegacyCookieValidation(configuration, registration).checkCookies(files(configuration));
        BookieServiceInfo announced = announcement(port);
        bookie = new BookieImpl(
                configuration, registration, storage, disk, directories, indexes, STATS, allocator, () -> announced);
        server = new BookieServer(
                configuration, bookie, STATS, allocator, new UncleanShutdownDetectionImpl(directories));
    }

    /**
     * Starts a bookie.
     *
     * @param port the port by which clients reach it
     */
    static LocalBookie start(ServerConfiguration configuration, ByteBufAllocator allocator, int port)
            throws IOException {
        try {
            LocalBookie started = new LocalBookie(
                    BookieResources.createMetadataDriver(configuration, STATS), configuration, allocator, port);
            started.server.start();
            return started;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("The bookie was interrupted while it started", e);
        } catch (Exception e) {
            throw new IOException("The bookie " + configuration.getBookieId() + " cannot start: " + e.getMessage(), e);
        }
    }

    private static List<File> files(ServerConfiguration configuration) throws IOException {
        List<File> all = new ArrayList<>();
        Collections.addAll(all, BookieImpl.getCurrentDirectories(configuration.getJournalDirs()));
        Collections.addAll(all, BookieImpl.getCurrentDirectories(configuration.getLedgerDirs()));
        for (File directory : all) {
            BookieImpl.checkDirectoryStructure(directory);
        }
        return all;
    }

    private static BookieServiceInfo announcement(int port) {
        BookieServiceInfo.Endpoint endpoint =
                new BookieServiceInfo.Endpoint("bookie", port, "127.0.0.1", "bookie-rpc", List.of(), List.of());
        BookieServiceInfo announced = new BookieServiceInfo();
        announced.setEndpoints(List.of(endpoint));
        return announced;
    }

    /** Lets the bookie refuse new entries, as it does when its disk is full, or accept them again. */
    void readOnly(boolean full) throws IOException {
        StateManager state = bookie.getStateManager();
        try {
            if (full) {
                state.transitionToReadOnlyMode(false).get();
            } else {
                state.transitionToWritableMode(false).get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while the bookie became read-only or writable", e);
        } catch (ExecutionException e) {
            throw new IOException("The bookie cannot become read-only or writable", e);
        }
    }

    void stop() {
        server.shutdown();
        try {
            ledgers.close();
            registration.close();
            metadata.close();
        } catch (IOException e) {
            throw new IllegalStateException("The bookie cannot close its connection to ZooKeeper", e);
        }
    }
}

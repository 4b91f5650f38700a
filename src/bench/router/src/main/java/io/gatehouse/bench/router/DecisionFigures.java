package io.gatehouse.bench.router;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.gatehouse.adapter.liverouter.journal.FileOrderJournal;
import io.gatehouse.adapter.liverouter.journal.JournalOpening;
import io.gatehouse.adapter.liverouter.journal.JournalSize;
import io.gatehouse.adapter.liverouter.order.ParentOrder;
import io.gatehouse.adapter.liverouter.route.Submission;
import io.gatehouse.adapter.liverouter.venue.Venue;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * From an order's arrival until its last byte is in the venue's buffer, all controls and the
 * journal on; and how many such decisions a second there are when one follows the other.
 */
final class DecisionFigures {

    private static final int RATE = 50_000;
    private static final int VENUES = 4;
    private static final int WARM = 400_000;
    private static final int SHORT = 100_000;

    /** About what a decision allocates; see the throughput. */
    private static final int GARBAGE = 1_400;

    private final Scratch scratch;
    private int number;

    DecisionFigures(Scratch scratch) {
        this.scratch = scratch;
    }

    /** Makes the journal of one run. */
    private interface Journals {
        JournalOpening open(Path folder) throws IOException;
    }

    void print(int seconds) throws IOException, GeneralSecurityException {
        Journals memory = folder -> Desk.inMemory();
        Journals unsynced =
                folder ->
                        FileOrderJournal.open(
                                new UnsyncedFiles(folder), JournalSize.STANDARD, event -> {});
        Journals disk = Desk::onDisk;
        for (int i = 0; i < 3; i++) {
            closed(memory, i % 2 == 0, WARM);
        }
        Table.head(
                "Decisions, open loop from intended start times, after three runs of "
                        + WARM
                        + " to warm up",
                "journal",
                "bytes",
                "orders/s",
                "reached",
                "p50 µs",
                "p99 µs",
                "p99.9 µs",
                "max µs",
                "not done");
        floor(RATE, seconds, 0);
        floor(RATE, seconds, GARBAGE);
        open("in memory", memory, false, RATE, seconds);
        open("in memory", memory, true, RATE, seconds);
        floor(RATE, seconds, 0);
        floor(10_000, seconds, 0);
        open("in memory", memory, false, 10_000, seconds);
        open("file, no fsync", unsynced, false, RATE, seconds);
        open("file, fsync", disk, false, 500, seconds);
    }

    /** Decisions a second when one follows the other: the median of so many rounds. */
    void throughput(int rounds) throws IOException, GeneralSecurityException {
        Journals memory = folder -> Desk.inMemory();
        Journals unsynced =
                folder ->
                        FileOrderJournal.open(
                                new UnsyncedFiles(folder), JournalSize.STANDARD, event -> {});
        for (int i = 0; i < 6; i++) {
            closed(memory, i % 2 == 0, SHORT);
        }
        Table.head(
                "Decisions, closed loop on one thread, median of " + rounds + " rounds",
                "journal",
                "bytes",
                "decisions/s",
                "per s of the thread's processor time",
                "per s of all threads' processor time",
                "bytes allocated by the thread for each",
                "p50 µs until handed over",
                "p90 µs");
        throughput("in memory", memory, false, SHORT, rounds);
        throughput("in memory", memory, true, SHORT, rounds);
        throughput("file, no fsync", unsynced, true, SHORT, rounds);
        throughput("file, fsync", Desk::onDisk, true, 1_000, 1);
    }

    private void open(String name, Journals journals, boolean signing, int rate, int seconds)
            throws IOException, GeneralSecurityException {
        List<EncodingVenue> venues = venues(signing);
        ParentOrder[] orders = Desk.orders("o", rate * seconds, VENUES);
        System.gc();
        try (Desk desk = desk(journals, venues)) {
            OpenLoop loop = new OpenLoop().run(desk.router(), orders, rate, venues);
            Table.row(
                    name,
                    bytes(signing),
                    Table.number("%,d", rate),
                    Table.number("%,.0f", orders.length / loop.seconds()),
                    Table.micros(loop.latency()),
                    Long.toString(loop.notDone()));
        }
    }

    /** The loop without a decision: no figure of a decision can be below it. */
    private static void floor(int rate, int seconds, int garbage) {
        System.gc();
        OpenLoop loop = new OpenLoop().floor(rate * seconds, rate, garbage);
        Table.row(
                "none: floor of the machine",
                garbage == 0 ? "no decision" : garbage + " bytes of garbage",
                Table.number("%,d", rate),
                Table.number("%,.0f", rate * seconds / loop.seconds()),
                Table.micros(loop.latency()),
                Long.toString(loop.notDone()));
    }

    private void throughput(
            String name, Journals journals, boolean signing, int count, int rounds)
            throws IOException, GeneralSecurityException {
        double[][] rates = new double[6][rounds];
        for (int i = 0; i < rounds; i++) {
            double[] round = closed(journals, signing, count);
            for (int j = 0; j < round.length; j++) {
                rates[j][i] = round[j];
            }
        }
        String[] cells = new String[2 + rates.length];
        cells[0] = name;
        cells[1] = bytes(signing);
        for (int j = 0; j < rates.length; j++) {
            Arrays.sort(rates[j]);
            cells[2 + j] = Table.number(j < 4 ? "%,.0f" : "%,.1f", rates[j][rounds / 2]);
        }
        Table.row(cells);
    }

    private static String bytes(boolean signing) {
        return signing ? "signed" : "encoded";
    }

    /**
     * Decisions per second, and per second of processor time; bytes for each; the time until its
     * last byte is handed over, of which the median leaves out what other programs took.
     */
    private double[] closed(Journals journals, boolean signing, int count)
            throws IOException, GeneralSecurityException {
        List<EncodingVenue> venues = venues(signing);
        ParentOrder[] orders = Desk.orders("c", count, VENUES);
        Histogram handed = Table.histogram();
        System.gc();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        OperatingSystemMXBean process =
                (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        try (Desk desk = desk(journals, venues)) {
            long self = Thread.currentThread().getId();
            long allocated = threads.getThreadAllocatedBytes(self);
            long all = process.getProcessCpuTime();
            long processor = threads.getCurrentThreadCpuTime();
            long start = System.nanoTime();
            for (int i = 0; i < orders.length; i++) {
                ParentOrder order = orders[i];
                long arrived = System.nanoTime();
                if (!(desk.router().submit(order) instanceof Submission.Done)) {
                    throw new IllegalStateException(
                            "not done: " + desk.router().status(order.id()));
                }
                handed.recordValue(venues.get(i % VENUES).handedOver() - arrived);
            }
            double wall = (System.nanoTime() - start) / 1e9;
            double worked = (threads.getCurrentThreadCpuTime() - processor) / 1e9;
            double together = (process.getProcessCpuTime() - all) / 1e9;
            double bytes = threads.getThreadAllocatedBytes(self) - allocated;
            return new double[] {
                count / wall,
                count / worked,
                count / together,
                bytes / count,
                handed.getValueAtPercentile(50) / 1e3,
                handed.getValueAtPercentile(90) / 1e3
            };
        }
    }

    private Desk desk(Journals journals, List<EncodingVenue> venues) throws IOException {
        number++;
        return new Desk(
                scratch.resolve("desk-" + number),
                journals.open(scratch.resolve("journal-" + number)),
                venues,
                Desk.Roads.separate(venues.stream().map(Venue::id).toList()));
    }

    static List<EncodingVenue> venues(boolean signing) throws GeneralSecurityException {
        List<EncodingVenue> venues = new ArrayList<>();
        for (int i = 0; i < VENUES; i++) {
            venues.add(new EncodingVenue(new VenueId("venue_" + i), signing));
        }
        return venues;
    }
}

package io.gatehouse.systemtests.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.app.query.ReadOnlyInstallation;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.port.Journal.Recorded;
import io.gatehouse.core.state.EnvironmentState;
import io.gatehouse.strategy.Permission;
import io.gatehouse.strategy.StrategyContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From a fault to the end of the permission, on real servers and by the wall clock: one
 * installation and one process for each kind of fault, all at once, at a random moment of the
 * round.
 *
 * <p>What ends by itself (certificate, checklist, licence) ends on a machine whose clock is days
 * ahead and goes as fast as any other.
 *
 * <p>With the property {@code gatehouse.campaign} every kind at the default round of 60 s, and the
 * bound is asserted: one round and five seconds. Without it three kinds at 10 s, and only the
 * outcome.
 */
class DemotionsTest {

    private static final boolean CAMPAIGN = Boolean.getBoolean("gatehouse.campaign");
    private static final Duration ROUND = Duration.ofSeconds(CAMPAIGN ? 60 : 10);
    private static final Duration BOUND = ROUND.plusSeconds(5);

    /** How long servers may take to start when all of them start at once. */
    private static final Duration START = Duration.ofSeconds(150);

    private static final long LOOK_MILLIS = 5;

    @TempDir private Path directory;

    /**
     * What became of it.
     *
     * @param took from the fault to the end of the permission
     */
    private record Row(LiveFault fault, Duration took, String outcome) {

        boolean isInTime() {
            return took.compareTo(BOUND) <= 0;
        }
    }

    @Test
    void shouldTakeThePermissionBackSoonAfterEveryKindOfFault() throws Exception {
        long seed = Long.getLong("gatehouse.seed", System.nanoTime());
        List<LiveFault> faults =
                LiveFaults.all().stream().filter(f -> CAMPAIGN || f.ordinary()).toList();
        Map<LiveFault.Terms, Path> walked = new EnumMap<>(LiveFault.Terms.class);
        for (LiveFault fault : faults) {
            if (!walked.containsKey(fault.terms())) {
                walked.put(fault.terms(), walk(fault.terms()));
            }
        }
        ExecutorService threads = Executors.newFixedThreadPool(faults.size());
        List<Future<Row>> running = new ArrayList<>();
        for (LiveFault fault : faults) {
            Random random = new Random(seed + running.size());
            Path to = directory.resolve("fault-" + running.size());
            ServedLive live = ServedLive.copy(walked.get(fault.terms()), to);
            running.add(threads.submit(() -> row(fault, live, random)));
        }
        List<Row> rows = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        try {
            for (Future<Row> row : running) {
                try {
                    rows.add(row.get());
                } catch (ExecutionException e) {
                    failures.add(e.getCause());
                }
            }
        } finally {
            threads.shutdownNow();
        }
        System.out.printf("demotions: seed %d, round %d s%n", seed, ROUND.toSeconds());
        System.out.println("| kind | seconds | bound | outcome |");
        System.out.println("|---|---|---|---|");
        for (Row row : rows) {
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.2f | %d | %s |%n",
                    row.fault().kind(),
                    row.took().toMillis() / 1000.0,
                    BOUND.toSeconds(),
                    row.outcome());
        }
        assertThat(failures).as("seed %d", seed).isEmpty();
        if (CAMPAIGN) {
            assertThat(rows).as("seed %d", seed).allMatch(Row::isInTime);
        }
        assertThat(rows).hasSameSizeAs(faults).hasSizeGreaterThanOrEqualTo(3);
    }

    /** Walks to LIVE with gates on such terms. */
    private Path walk(LiveFault.Terms terms) throws IOException {
        return ServedLive.walk(
                Files.createDirectories(directory.resolve(terms.name())),
                (gate, text) ->
                        gate.equals("live")
                                ? terms.of(
                                        ServedLive.replace(
                                                text, "reverify: PT60S", "reverify: " + ROUND))
                                : text);
    }

    private static Row row(LiveFault fault, ServedLive live, Random random) throws Exception {
        Duration phase = Duration.ofMillis(random.nextInt((int) ROUND.toMillis()));
        return fault instanceof LiveFault.Ending ending
                ? ended(ending, live, phase)
                : inflicted((LiveFault.Inflicted) fault, live, phase);
    }

    private static Row inflicted(LiveFault.Inflicted fault, ServedLive live, Duration phase)
            throws Exception {
        ServerProcess server = ServerProcess.start(live.workspace().root());
        try {
            server.awaitReady();
            InstantSource clock = InstantSource.system();
            StrategyContext holder = live.holder(clock);
            Path configuration = configuration(live);
            requireAllowed(fault, holder, configuration, clock, clock.instant().plus(START));
            Thread.sleep(phase.toMillis());
            Instant begun = clock.instant();
            fault.deed().on(live);
            return gone(fault, live, server, holder, configuration, clock, begun);
        } finally {
            server.stop();
        }
    }

    private static Row ended(LiveFault.Ending fault, ServedLive live, Duration phase)
            throws Exception {
        Instant end = fault.moment().of(live);
        Duration ahead = Duration.between(Instant.now().plus(START).plus(phase), end);
        ServerProcess server = ServerProcess.startAhead(live.workspace().root(), ahead);
        try {
            server.awaitReady();
            InstantSource clock = AheadMain.ahead(ahead);
            StrategyContext holder = live.holder(clock);
            Path configuration = configuration(live);
            requireAllowed(fault, holder, configuration, clock, end);
            return gone(fault, live, server, holder, configuration, clock, end);
        } finally {
            server.stop();
        }
    }

    /** A copy: what is done to the file is the server's to find, not the holder's. */
    private static Path configuration(ServedLive live) throws Exception {
        return live.archived(Environment.LIVE, "core-config");
    }

    private static void requireAllowed(
            LiveFault fault,
            StrategyContext holder,
            Path configuration,
            InstantSource clock,
            Instant latest)
            throws Exception {
        Permission permission = holder.mayRun(Environment.LIVE, configuration);
        while (!(permission instanceof Permission.Allowed)) {
            assertThat(clock.instant()).as("%s: %s", fault.kind(), permission).isBefore(latest);
            Thread.sleep(200);
            permission = holder.mayRun(Environment.LIVE, configuration);
        }
    }

    private static Row gone(
            LiveFault fault,
            ServedLive live,
            ServerProcess server,
            StrategyContext holder,
            Path configuration,
            InstantSource clock,
            Instant begun)
            throws Exception {
        Path permit = live.permit(Environment.LIVE);
        Instant latest = begun.plus(ROUND.multipliedBy(3)).plus(START);
        while (Files.exists(permit)) {
            assertThat(clock.instant())
                    .as("%s is not found: %s", fault.kind(), server.log())
                    .isBefore(latest);
            Thread.sleep(LOOK_MILLIS);
        }
        Duration took = Duration.between(begun, clock.instant());
        assertThat(took).as("%s: not before it was there", fault.kind()).isPositive();
        assertThat(holder.mayRun(Environment.LIVE, configuration))
                .as(fault.kind())
                .isInstanceOf(Permission.Refused.class);
        return new Row(fault, took, outcome(fault, live, server));
    }

    private static String outcome(LiveFault fault, ServedLive live, ServerProcess server)
            throws Exception {
        if (fault.code().isEmpty()) {
            for (int i = 0; i < 6000 && !server.log().contains("engine-journal"); i++) {
                Thread.sleep(20);
            }
            assertThat(server.log()).contains("engine-journal");
            return "halted by the latch, nothing is put on record in a damaged journal";
        }
        List<Recorded> verdicts = new ArrayList<>();
        EnvironmentState state =
                ReadOnlyInstallation.load(
                                live.workspace(),
                                Instant.now(),
                                event -> {
                                    if (event.draft().type().equals("ENVIRONMENT_REVERIFIED")) {
                                        verdicts.add(event);
                                    }
                                })
                        .state()
                        .environment();
        assertThat(CanonicalJson.text(verdicts.get(verdicts.size() - 1).draft().data()))
                .as(fault.kind())
                .contains("\"code\":\"" + fault.code() + "\"");
        assertThat(state.isHalted()).as(fault.kind()).isTrue();
        return "halted (" + fault.code() + ")";
    }
}

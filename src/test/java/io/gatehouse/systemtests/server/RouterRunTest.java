package io.gatehouse.systemtests.server;

import static io.gatehouse.systemtests.server.RouterRunProcess.codes;
import static io.gatehouse.systemtests.server.RouterRunProcess.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.strategy.Permission;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code gatehouse router run} as a person runs it: a process under a permit that a gate granted
 * and a server renews, venues in processes of their own, signals, and other processes beside it.
 */
class RouterRunTest {

    private static final String CROSSING = "61000";
    private static final String RESTING = "50000";

    private static Path walked;
    private static Path paper;
    private static int first;
    private static int second;

    @TempDir private Path directory;

    private ServedLive live;
    private ServerProcess server;
    private VenueProcess venue;
    private VenueProcess fallback;

    @BeforeAll
    static void walk(@TempDir Path template) throws IOException {
        first = VenueProcess.freePort();
        second = VenueProcess.freePort();
        paper = template.resolve("paper");
        walked =
                RoutedLive.walk(
                        template, first, second, RouterRunTest::manyOrders, RouterRunTest::keep);
    }

    /** The engine that walks is waiting then: everything is in the files. */
    private static void keep(Path atPaper) {
        try {
            ServedLive.copy(atPaper, paper);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A pilot sends ten a minute; here it is not the pilot that is tried. */
    static String manyOrders(String gate) {
        return ServedLive.replace(
                gate, "max-orders-per-minute: 10", "max-orders-per-minute: 60000");
    }

    @BeforeEach
    void serve() throws Exception {
        live = ServedLive.copy(walked, directory.resolve("live"));
        venue = VenueProcess.start(first);
        fallback = VenueProcess.start(second);
        server = ServerProcess.start(live.workspace().root());
        server.awaitReady();
        var holder = live.holder(InstantSource.system());
        RouterRunProcess.until(
                () ->
                        holder.mayRun(Environment.LIVE, live.path("config/core.yaml"))
                                instanceof Permission.Allowed);
    }

    @AfterEach
    void end() throws Exception {
        server.stop();
        venue.close();
        fallback.close();
    }

    /** Starts a router and waits until it has compared itself with its venues. */
    private RouterRunProcess started(String name) throws Exception {
        RouterRunProcess router = RouterRunProcess.start(live);
        for (int i = 0; ; i++) {
            String id = name + "-" + i;
            JsonObject answer = router.ask(id, order(id, "buy", RESTING, false));
            if (answer.text("state").equals(Optional.of("working"))) {
                router.ask(id, "{\"cancel\":\"" + id + "\"}");
                router.settled(id, "done");
                return router;
            }
            assertThat(i).as(answer + " " + router.said()).isLessThan(600);
            Thread.sleep(100);
        }
    }

    private int router(String... words) throws Exception {
        return RouterRunProcess.verb(live.workspace().root(), said(), words);
    }

    private Path said() {
        return directory.resolve("said.txt");
    }

    private BigDecimal filled() {
        return java.util.stream.Stream.of(venue, fallback)
                .flatMap(v -> v.truth().orders().stream())
                .map(o -> BigDecimal.valueOf(o.integer("filled").orElse(0L), 5))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private void nothingIsDouble() {
        venue.truth().byClientId().forEach((id, same) -> assertThat(same).as(id).hasSize(1));
        fallback.truth().byClientId().forEach((id, same) -> assertThat(same).as(id).hasSize(1));
    }

    @Test
    void shouldEndInOrderOnATermAndKnowItsOpenOrdersAtTheNextStart() throws Exception {
        try (RouterRunProcess router = started("w")) {
            assertThat(router.said()).contains("LIVE: orders go to", "permit: ");
            assertThat(router.ask("f-1", order("f-1", "buy", CROSSING, false)).text("filled"))
                    .contains("0.00100");
            assertThat(router.ask("r-1", order("r-1", "buy", RESTING, false)).text("state"))
                    .contains("working");

            router.signal("TERM");

            assertThat(router.exit()).as(router.said()).isZero();
        }
        assertThat(venue.orders("OPEN")).hasSize(1);
        assertThat(router("status")).isZero();
        assertThat(Files.readString(said())).contains("ACTIVE", "rests:", "holds 0.001 BTCUSDT");

        try (RouterRunProcess router = started("x")) {
            assertThat(router.ask("r-1", "{\"status\":\"r-1\"}").text("state")).contains("working");
            // The same order again is the same order, not a second one.
            assertThat(router.ask("f-1", order("f-1", "buy", CROSSING, false)).text("state"))
                    .contains("done");
            router.ask("r-1", "{\"cancel\":\"r-1\"}");
            router.settled("r-1", "done");
            assertThat(router.ask("c-1", order("c-1", "sell", "59000", true)).text("state"))
                    .contains("done");
        }
        assertThat(venue.orders("OPEN")).isEmpty();
        assertThat(filled()).isEqualByComparingTo("0.002");
        nothingIsDouble();
    }

    @Test
    void shouldDoubleAndLoseNothingWhenKilledAndStartedAgain() throws Exception {
        int orders = 40;
        try (RouterRunProcess router = started("w")) {
            assertThat(router.ask("r-1", order("r-1", "buy", RESTING, false)).text("state"))
                    .contains("working");
            for (int i = 0; i < orders; i++) {
                router.say(order("o-" + i, "buy", CROSSING, false));
            }
            router.await("o-" + orders / 4, line -> true);
            router.signal("KILL");
            assertThat(router.exit()).isEqualTo(137);
        }
        int done = 0;
        try (RouterRunProcess router = started("x")) {
            for (int i = 0; i < orders; i++) {
                String id = "o-" + i;
                router.ask(id, order(id, "buy", CROSSING, false));
                RouterRunProcess.until(() -> !pending(router, id));
                JsonObject end = router.ask(id, "{\"status\":\"" + id + "\"}");
                if (end.text("state").equals(Optional.of("done"))) {
                    done++;
                } else {
                    // Taken before the crash and not sent: refused, never sent late.
                    assertThat(end.text("state")).as(id).contains("refused");
                }
            }
            assertThat(router.ask("r-1", "{\"status\":\"r-1\"}").text("state")).contains("working");
        }
        assertThat(done).isGreaterThanOrEqualTo(orders - 1);
        assertThat(filled()).isEqualByComparingTo(BigDecimal.valueOf(done, 3));
        assertThat(venue.orders("OPEN")).hasSize(1);
        nothingIsDouble();
    }

    private static boolean pending(RouterRunProcess router, String id) {
        try {
            return router.ask(id, "{\"status\":\"" + id + "\"}")
                    .text("state")
                    .equals(Optional.of("pending"));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void shouldKillFromAnotherProcessWhileTheRouterHangsUntilANamedPersonEnables()
            throws Exception {
        try (RouterRunProcess router = started("w")) {
            for (int i = 0; i < 5; i++) {
                String id = "r-" + i;
                assertThat(router.ask(id, order(id, "buy", RESTING, false)).text("state"))
                        .contains("working");
            }
            router.signal("STOP"); // hangs as a process can: no thread of it runs
            for (int i = 0; i < 5; i++) {
                router.say(order("q-" + i, "buy", CROSSING, false));
            }

            assertThat(router("kill", "--reason", "losses", "--as", "remek"))
                    .as(Files.readString(said()))
                    .isZero();

            assertThat(venue.orders("OPEN")).isEmpty();
            router.signal("CONT");
            RouterRunProcess.until(() -> !pending(router, "r-4"));
            JsonObject refused = router.ask("n-1", order("n-1", "buy", CROSSING, false));
            assertThat(codes(refused)).contains("halted");
            // What waited in the queue of the router that hung was not sent either.
            assertThat(filled()).isEqualByComparingTo("0");
            router.signal("KILL");
            router.exit();
        }
        try (RouterRunProcess router = RouterRunProcess.start(live)) {
            JsonObject refused = router.ask("n-2", order("n-2", "buy", CROSSING, false));
            assertThat(codes(refused)).as(router.said()).contains("halted");
            assertThat(router("status")).isEqualTo(1);
            assertThat(Files.readString(said())).contains("HALTED", "losses");

            String[] enable = {"enable", "--latch", "1", "--reason", "found"};
            assertThat(router(enable)).as("nobody").isNotZero();
            assertThat(router(as("olaf", enable))).as("an operator").isEqualTo(1);
            assertThat(router("status")).isEqualTo(1);
            assertThat(router(as("anna", enable))).as(Files.readString(said())).isZero();
            assertThat(router("status")).isZero();
        }
        try (RouterRunProcess router = started("y")) {
            assertThat(router.ask("f-1", order("f-1", "buy", CROSSING, false)).text("state"))
                    .contains("done");
        }
        nothingIsDouble();
    }

    @Test
    void shouldTradeOnPaperAtPaperAndNeverAtLive() throws Exception {
        new PaperRouter(ServedLive.copy(paper, directory.resolve("paper")), said()).trade();
        new PaperRouter(live, said()).refuse();
        assertThat(venue.truth().orders()).isEmpty();
        assertThat(fallback.truth().orders()).isEmpty();
    }

    private String[] as(String person, String... words) {
        String[] all = java.util.Arrays.copyOf(words, words.length + 4);
        all[words.length] = "--as";
        all[words.length + 1] = person;
        all[words.length + 2] = "--passphrase-file";
        all[words.length + 3] = live.path("demo/passphrases/" + person + ".txt").toString();
        return all;
    }
}

package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.app.query.ReadOnlyInstallation;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.EvidenceItem;
import io.gatehouse.core.id.GateId;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.id.StepId;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.state.Release;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the server answers over real HTTP. */
class ServerHttpTest {

    private static final String COMMANDS = Served.BOT + "/commands";
    private static final PromotionId P = new PromotionId("p-1");

    @TempDir private Path home;

    private Bench bench;
    private Signing signing;
    private Served served;

    @BeforeEach
    void start() throws Exception {
        bench = Bench.founded(home);
        signing = new Signing(bench);
        served = Served.over(bench);
    }

    @AfterEach
    void stop() {
        signing.close();
        served.close();
    }

    private static Command open(String id) {
        return new Command.OpenPromotion(
                new PromotionId(id),
                new GateId("demo"),
                new Release("r-1", Digest.parse(Bench.BUNDLE), Bench.COMMIT));
    }

    private long requests() throws Exception {
        return ReadOnlyInstallation.load(Workspace.at(bench.workspace()), bench.clock().instant())
                .state()
                .ledger()
                .requests();
    }

    /** Sends bytes as they are, since a client library sends no foreign host. */
    private String raw(String request) throws Exception {
        try (Socket socket =
                new Socket(served.server().uri().getHost(), served.server().uri().getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.UTF_8));
            out.flush();
            return new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
        }
    }

    @Test
    void shouldLetOnlyTheHolderOfTheTokenIn() throws Exception {
        for (String path :
                List.of("/v1/installations", Served.BOT, "/metrics", COMMANDS, "/none")) {
            Served.Reply none = served.send(HttpRequest.newBuilder(served.uri(path)).GET());
            assertThat(none.status()).as(path).isEqualTo(401);
            assertThat(none.problem()).isEqualTo("unauthorized");
            assertThat(none.header("WWW-Authenticate")).isPresent();
            assertThat(
                            served.send(
                                            HttpRequest.newBuilder(served.uri(path))
                                                    .header("Authorization", "Bearer wrong")
                                                    .GET())
                                    .status())
                    .as(path)
                    .isEqualTo(401);
        }
        assertThat(served.send(HttpRequest.newBuilder(served.uri("/health/live"))).status())
                .isEqualTo(200);
        assertThat(served.send(HttpRequest.newBuilder(served.uri("/health/ready"))).status())
                .isEqualTo(200);
    }

    @Test
    void shouldRefuseAnotherHostAndRequestsOfWebPages() throws Exception {
        String rest = "Authorization: Bearer " + served.token() + "\r\nConnection: close\r\n\r\n";
        int port = served.server().uri().getPort();
        for (String host : List.of("evil.example", "evil.example:" + port, "127.0.0.1", "")) {
            assertThat(raw("GET /v1/installations HTTP/1.1\r\nHost: " + host + "\r\n" + rest))
                    .as(host)
                    .contains("421");
        }
        assertThat(raw("GET /v1/installations HTTP/1.1\r\nHost: localhost:" + port + "\r\n" + rest))
                .contains("200");
        assertThat(
                        served.send(
                                        served.request("/v1/installations")
                                                .header("Origin", "http://evil.example"))
                                .problem())
                .isEqualTo("foreign-origin");
        assertThat(raw("NONSENSE\r\n\r\n")).contains("400");
    }

    @Test
    void shouldRefuseBodiesThatAreNotOfTheAgreedForm() throws Exception {
        byte[] good = signing.body("otto", open("p-1"));
        JsonObject signed = signing.object("otto", open("p-1"));
        JsonObject statement = signed.object("statement").orElseThrow();
        JsonObject command = statement.object("command").orElseThrow();
        long before = requests();

        assertThat(served.post(COMMANDS, new byte[1024 * 1024 + 1]).status()).isEqualTo(413);
        assertThat(
                        served.send(
                                        served.request(COMMANDS)
                                                .header("Content-Type", "text/plain")
                                                .POST(HttpRequest.BodyPublishers.ofByteArray(good)))
                                .status())
                .isEqualTo(415);
        List<String> malformed =
                List.of(
                        "",
                        "{",
                        "[]",
                        "{\"statement\":{},\"statement\":{},\"signature\":\"\"}",
                        "{}",
                        new String(good, StandardCharsets.UTF_8) + "x",
                        CanonicalJson.text(signed.with("more", true)),
                        CanonicalJson.text(signed.without("signature")),
                        CanonicalJson.text(signed.with("statement", statement.without("command"))),
                        CanonicalJson.text(
                                signed.with(
                                        "statement",
                                        statement.with("command", command.with("more", 1)))),
                        CanonicalJson.text(
                                signed.with(
                                        "statement",
                                        statement.with("command", command.without("gate")))),
                        CanonicalJson.text(
                                signed.with(
                                        "statement",
                                        statement.with(
                                                "command", command.with("promotion", "../x")))));
        for (String body : malformed) {
            Served.Reply reply = served.post(COMMANDS, body.getBytes(StandardCharsets.UTF_8));
            assertThat(reply.status()).as(body).isEqualTo(400);
            assertThat(reply.problem()).as(body).isEqualTo("malformed");
            assertThat(reply.header("Content-Type")).contains("application/problem+json");
        }
        byte[] unknown =
                CanonicalJson.bytes(
                        signed.with(
                                "statement",
                                statement.with("command", JsonObject.of("command", "SELL"))));
        assertThat(served.post(COMMANDS, unknown).problem()).isEqualTo("unknown-command");
        assertThat(requests()).isEqualTo(before);
    }

    @Test
    void shouldRefuseACommandOfTheEngineWhoeverSignsIt() throws Exception {
        long before = requests();
        for (Command command :
                List.of(
                        new Command.RenewPermit(),
                        new Command.GrantPromotion(P),
                        new Command.AssessStep(P, new StepId("smoke")))) {
            Served.Reply reply = served.post(COMMANDS, signing.body("olga", command));
            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.problem()).isEqualTo("engine-command");
        }
        assertThat(requests()).isEqualTo(before);
    }

    @Test
    void shouldRefuseAWrongSignatureOnRecord() throws Exception {
        JsonObject signed = signing.object("otto", open("p-1"));
        JsonObject other = signing.object("otto", open("p-2"));
        byte[] forged =
                CanonicalJson.bytes(
                        signed.with("signature", other.text("signature").orElseThrow()));

        Served.Reply reply = served.post(COMMANDS, forged);

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.problem()).isEqualTo("not-permitted");
        assertThat(reply.text()).contains("bad-signature", "remedy");
        // The forgery does not stand in the way of the real one.
        assertThat(served.post(COMMANDS, CanonicalJson.bytes(signed)).status()).isEqualTo(200);
    }

    @Test
    void shouldRefuseATimeThatNoClockShows() throws Exception {
        JsonObject signed = signing.object("otto", open("p-1"));
        for (String time : List.of(Instant.MIN.toString(), Instant.MAX.toString(), "yesterday")) {
            JsonObject statement = signed.object("statement").orElseThrow().with("issued", time);

            Served.Reply reply =
                    served.post(COMMANDS, CanonicalJson.bytes(signed.with("statement", statement)));

            assertThat(reply.status()).as(time).isEqualTo(403);
            assertThat(reply.problem()).as(time).isEqualTo("not-permitted");
        }
    }

    @Test
    void shouldGiveTheSameAnswerToTheSameRequestAlsoAfterARestart() throws Exception {
        byte[] body = signing.body("otto", open("p-1"));
        byte[] refused = signing.body("olga", open("p-2"));
        Served.Reply first = served.post(COMMANDS, body, "Idempotency-Key", "\"k-1\"");
        Served.Reply no = served.post(COMMANDS, refused, "Idempotency-Key", "\"k-2\"");
        long requests = requests();

        Served.Reply second = served.post(COMMANDS, body, "Idempotency-Key", "\"k-1\"");
        Served.Reply otherKey = served.post(COMMANDS, body, "Idempotency-Key", "\"k-3\"");
        Served.Reply otherBody =
                served.post(
                        COMMANDS, signing.body("otto", open("p-9")), "Idempotency-Key", "\"k-1\"");

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.header("Idempotency-Replayed")).isEmpty();
        assertThat(second.response().body()).isEqualTo(first.response().body());
        assertThat(second.header("Idempotency-Replayed")).contains("true");
        assertThat(otherKey.response().body()).isEqualTo(first.response().body());
        assertThat(otherBody.status()).isEqualTo(422);
        assertThat(otherBody.problem()).isEqualTo("key-reused");
        assertThat(no.status()).isEqualTo(403);

        served.close();
        served = Served.over(bench);
        Served.Reply third = served.post(COMMANDS, body, "Idempotency-Key", "\"k-1\"");
        Served.Reply noAgain = served.post(COMMANDS, refused);

        assertThat(third.status()).isEqualTo(200);
        assertThat(third.header("Idempotency-Replayed")).contains("true");
        assertThat(third.json().object("outcome")).isEqualTo(first.json().object("outcome"));
        assertThat(third.json().flag("complete")).contains(false);
        assertThat(noAgain.status()).isEqualTo(403);
        assertThat(noAgain.json().object("outcome")).isEqualTo(no.json().object("outcome"));
        assertThat(requests()).isEqualTo(requests);
    }

    @Test
    void shouldFindARequestWithDecisionLogLinesInTheJournalAfterARestart() throws Exception {
        byte[] body =
                signing.body(
                        "carl",
                        new Command.AppendFact(
                                new LogName("demo"),
                                "licence_checked",
                                new TreeMap<>(Map.of("licence", Bench.BUNDLE)),
                                new TreeMap<>(),
                                "looked at"));
        Served.Reply first = served.post(COMMANDS, body);
        served.post(COMMANDS, signing.body("otto", open("p-1")));
        served.close();
        served = Served.over(bench);

        Served.Reply again = served.post(COMMANDS, body);

        assertThat(again.header("Idempotency-Replayed")).contains("true");
        assertThat(first.status()).as(first.text()).isEqualTo(200);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().object("outcome")).isEqualTo(first.json().object("outcome"));
    }

    @Test
    void shouldDecideOnlyWhatTheCallerHasSeen() throws Exception {
        Served.Reply seen = served.get(Served.BOT);
        String tag = seen.header("ETag").orElseThrow();
        assertThat(
                        served.post(COMMANDS, signing.body("otto", open("p-1")), "If-Match", tag)
                                .status())
                .isEqualTo(200);
        long before = requests();

        Served.Reply stale =
                served.post(
                        COMMANDS,
                        signing.body("rita", new Command.RunStep(P, new StepId("smoke"))),
                        "If-Match",
                        tag);

        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.problem()).isEqualTo("position-moved");
        assertThat(requests()).isEqualTo(before);
        String promotion = served.get(Served.BOT + "/promotions/p-1").header("ETag").orElseThrow();
        assertThat(
                        served.post(
                                        COMMANDS,
                                        signing.body(
                                                "rita",
                                                new Command.RunStep(P, new StepId("smoke"))),
                                        "If-Match",
                                        "W/\"x\", " + promotion)
                                .status())
                .isEqualTo(200);
        assertThat(
                        served.post(
                                        COMMANDS,
                                        signing.body("otto", new Command.Withdraw(P, "x")),
                                        "If-Match",
                                        "nonsense")
                                .status())
                .isEqualTo(400);
    }

    @Test
    void shouldNotRecordEvidenceThatIsNotWhatTheFileSays() throws Exception {
        bench.propose();
        EvidenceItem old =
                ReadOnlyInstallation.load(Workspace.at(bench.workspace()), bench.clock().instant())
                        .state()
                        .promotion(P)
                        .orElseThrow()
                        .evidence()
                        .values()
                        .stream()
                        .filter(item -> item.path().equals("config/core.yaml"))
                        .findFirst()
                        .orElseThrow();
        bench.write("config/core.yaml", "execution:\n  mode: live\n");
        Bench.require(
                bench.as("rita", "promotion", "reopen", "p-1", "configuration", "--reason", "new"),
                0);
        long before = requests();

        Served.Reply reply =
                served.post(
                        COMMANDS,
                        signing.body(
                                "rita",
                                new Command.AttachEvidence(
                                        P, new StepId("configuration"), List.of(old))));

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.text()).contains("other-bytes");
        assertThat(requests()).isEqualTo(before);
    }

    @Test
    void shouldShowTheState() throws Exception {
        served.post(COMMANDS, signing.body("otto", open("p-1")));
        assertThat(served.get("/v1/installations").text()).contains("\"installation\":\"bot-1\"");
        assertThat(served.get(Served.BOT).json().integer("open_promotions")).contains(1L);
        assertThat(served.get(Served.BOT + "/promotions").text()).contains("p-1");
        assertThat(served.get(Served.BOT + "/promotions?state=all&limit=1&after=p-1").text())
                .doesNotContain("\"promotion\":\"p-1\"");
        assertThat(served.get(Served.BOT + "/promotions?limit=0").status()).isEqualTo(400);
        assertThat(served.get(Served.BOT + "/promotions/p-7").status()).isEqualTo(404);
        assertThat(served.get(Served.BOT + "/promotions/..%2Fx").status()).isIn(400, 404);
        assertThat(served.get(Served.BOT + "/permit").status()).isEqualTo(404);
        assertThat(served.get("/v1/installations/bot-2").problem()).isEqualTo("not-found");
        assertThat(served.get("/actuator").problem()).isEqualTo("not-found");
        assertThat(served.send(served.request(Served.BOT).DELETE()).problem())
                .isEqualTo("method-not-allowed");
        assertThat(
                        served.send(
                                        served.request("/v1/installations/x")
                                                .header("Accept-Language", "pl, en;q=0.5"))
                                .text())
                .contains("Niczego tu nie ma");
    }

    @Test
    void shouldCountWithoutNamingAnybody() throws Exception {
        served.post(COMMANDS, signing.body("otto", open("p-1")));
        served.post(COMMANDS, signing.body("olga", open("p-2")));

        String metrics = served.get("/metrics").text();

        assertThat(metrics)
                .contains(
                        "gate_commands_total{kind=\"OPEN_PROMOTION\",outcome=\"admitted\"} 1.0",
                        "gate_commands_total{kind=\"OPEN_PROMOTION\",outcome=\"not_permitted\"} 1.0",
                        "gate_refusals_total{rule=\"engine-role\"} 1.0",
                        "gate_engine_up{workspace=\"1\"} 1.0",
                        "gate_promotions_open{gate=\"demo\",workspace=\"1\"} 1.0",
                        "gate_journal_append_seconds_count",
                        "gate_keeper_round_seconds")
                .doesNotContain("otto", "olga", "p-1", "bot-1");
        metrics.lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> assertThat(line).startsWith("gate_"));
        assertThat(served.log()).doesNotContain("otto").doesNotContain(served.token());
        served.log()
                .lines()
                .forEach(
                        line ->
                                assertThat(
                                                StrictJson.readSigned(
                                                                line.getBytes(
                                                                        StandardCharsets.UTF_8))
                                                        .objectOrThrow()
                                                        .names())
                                        .contains("time", "level", "event"));
    }

    private List<String> events(String lastEventId, int count) throws Exception {
        HttpRequest.Builder request =
                served.request(Served.BOT + "/events").timeout(Duration.ofSeconds(60));
        if (!lastEventId.isEmpty()) {
            request.header("Last-Event-ID", lastEventId);
        }
        HttpResponse<java.io.InputStream> response =
                served.http().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElse(""))
                .startsWith("text/event-stream");
        List<String> ids = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine();
                    line != null && ids.size() < count;
                    line = lines.readLine()) {
                if (line.startsWith("id: ")) {
                    ids.add(line.substring(4));
                }
            }
        }
        return ids;
    }

    @Test
    void shouldSendEventsFromWhereAWatcherStopped() throws Exception {
        served.post(COMMANDS, signing.body("otto", open("p-1")));
        assertThat(events("0", 3)).containsExactly("1", "2", "3");
        assertThat(events("3", 2)).containsExactly("4", "5");
        assertThat(
                        served.send(
                                        served.request(Served.BOT + "/events")
                                                .header("Last-Event-ID", "x"))
                                .status())
                .isEqualTo(400);
    }

    @Test
    void shouldTurnAwayMoreWatchersThanThereArePlaces() throws Exception {
        List<HttpResponse<java.io.InputStream>> watching = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            watching.add(
                    served.http()
                            .send(
                                    served.request(Served.BOT + "/events").build(),
                                    HttpResponse.BodyHandlers.ofInputStream()));
        }
        Served.Reply third = served.get(Served.BOT + "/events");
        assertThat(third.status()).isEqualTo(503);
        assertThat(third.problem()).isEqualTo("too-many-watchers");
        for (HttpResponse<java.io.InputStream> response : watching) {
            response.body().close();
        }
    }

    @Test
    void shouldStopAnsweringCommandsWhenTheEngineHasStopped() throws Exception {
        assertThat(served.get("/health/ready").status()).isEqualTo(200);
        // A directory that cannot be read any more: the next round looks into it.
        Path halt = bench.workspace().resolve("var/gatehouse/halt");
        java.nio.file.Files.delete(halt);
        Served.await(() -> served.get("/health/ready").status() != 200);

        Served.Reply reply = served.post(COMMANDS, signing.body("otto", open("p-1")));

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.problem()).isEqualTo("engine-stopped");
        assertThat(reply.header("Retry-After")).isPresent();
        assertThat(served.get("/health/ready").status()).isEqualTo(503);
        assertThat(served.get("/health/live").status()).isEqualTo(200);
        assertThat(
                        served.post(
                                        COMMANDS,
                                        signing.body(
                                                "rita", new Command.Demote(Environment.NONE, "x")))
                                .status())
                .isEqualTo(503);
        Served.await(() -> served.log().contains("engine-stopped"));
    }
}

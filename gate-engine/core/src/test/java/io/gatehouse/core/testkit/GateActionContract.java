package io.gatehouse.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.GateAction;
import io.gatehouse.core.port.GateAction.Outcome;
import io.gatehouse.core.port.GateAction.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every adapter keeps, whatever it does. An adapter's test extends this class and says how to
 * make the adapter and which parameters do what.
 *
 * <p>The engine trusts these promises: it calls {@code run} once per key, takes an exception for an
 * unknown outcome, journals facts for ever, and asks {@code probe} after a crash.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
public abstract class GateActionContract {

    /** Stands in a file of the workspace; must stand in no facts. */
    protected static final String SECRET = "contract-secret-7f3a";

    /** Relative to the workspace: a file that holds {@link #SECRET}. */
    protected static final String SECRET_FILE = "secrets/contract.key";

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir private Path home;

    private Path workspace;
    private GateAction action;

    /** Makes the adapter, and in the workspace whatever it needs. */
    protected abstract GateAction action(Path directory) throws Exception;

    /** Parameters of work that succeeds and leaves something behind in the workspace. */
    protected abstract JsonObject succeeding();

    /** Parameters of work that is done and fails; empty when the adapter knows no such thing. */
    protected abstract Optional<JsonObject> failing();

    /** Parameters of work that takes minutes; empty when it is always done at once. */
    protected abstract Optional<JsonObject> slow();

    /** Parameters of work that succeeds and reads {@link #SECRET_FILE}, if there is any. */
    protected abstract Optional<JsonObject> readingTheSecret();

    /** Parameters that the linter must refuse, by a word that one of its faults must contain. */
    protected abstract Map<String, JsonObject> faulty();

    /** Names of facts that may differ between equal runs, such as times. */
    protected abstract Set<String> volatileFacts();

    /** Digests of programs that were adopted, by name; none when the adapter runs no programs. */
    protected SortedMap<String, String> trusted() throws Exception {
        return new TreeMap<>();
    }

    @BeforeEach
    void makeTheAdapter() throws Exception {
        workspace = Files.createDirectories(home.resolve("workspace")).toRealPath();
        Path secret = workspace.resolve(SECRET_FILE);
        Files.createDirectories(secret.getParent());
        Files.writeString(secret, SECRET + "\n");
        Files.writeString(home.resolve("outside.txt"), "not yours\n");
        action = action(workspace);
    }

    /** A request as the engine makes it. */
    protected final Request request(JsonObject parameters, String slot, int attempt)
            throws Exception {
        return request(parameters, slot, attempt, LONG);
    }

    private Request request(JsonObject parameters, String slot, int attempt, Duration timeout)
            throws Exception {
        String key = Digest.of(parameters.with("slot", slot).with("attempt", attempt)).value();
        return new Request(
                key,
                new PromotionId("p-1"),
                slot,
                attempt,
                parameters,
                workspace,
                timeout,
                trusted());
    }

    private JsonObject steady(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);
        return ((Outcome.Succeeded) outcome)
                .facts()
                .without(volatileFacts().toArray(String[]::new));
    }

    private static JsonObject facts(Outcome outcome) {
        if (outcome instanceof Outcome.Succeeded succeeded) {
            return succeeded.facts();
        }
        return outcome instanceof Outcome.Failed failed ? failed.facts() : JsonObject.EMPTY;
    }

    /** Every file with its digest; what an action changed shows. */
    private static SortedMap<String, Digest> files(Path folder) throws IOException {
        SortedMap<String, Digest> all = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                all.put(
                        folder.relativize(path).toString(),
                        Digest.sha384(Files.readAllBytes(path)));
            }
        }
        return all;
    }

    private SortedMap<String, Digest> outside() throws IOException {
        SortedMap<String, Digest> all = files(home);
        all.keySet().removeIf(name -> name.startsWith("workspace"));
        return all;
    }

    @Test
    void shouldKeepItsName() {
        assertThat(action.adapter()).isNotNull().isEqualTo(action.adapter());
    }

    @Test
    void shouldFindSoundParametersSound() {
        assertThat(action.lint(succeeding())).isEmpty();
        failing().ifPresent(with -> assertThat(action.lint(with)).isEmpty());
        slow().ifPresent(with -> assertThat(action.lint(with)).isEmpty());
        readingTheSecret().ifPresent(with -> assertThat(action.lint(with)).isEmpty());
    }

    @Test
    void shouldRefuseUnknownMissingAndMalformedParameters() {
        assertThat(action.lint(succeeding().with("no-such-parameter", "x")))
                .anyMatch(fault -> fault.contains("no-such-parameter"));
        assertThat(faulty()).as("a contract without faulty parameters proves nothing").isNotEmpty();
        faulty().forEach(
                        (word, with) ->
                                assertThat(action.lint(with))
                                        .as("%s", with)
                                        .anyMatch(fault -> fault.contains(word)));
    }

    @Test
    void shouldNotRunWhatItsLinterRefuses() throws Exception {
        int attempt = 1;
        for (JsonObject with : faulty().values()) {
            Request request = request(with, "faulty", attempt++);
            assertThatCode(() -> action.run(request)).doesNotThrowAnyException();
            assertThat(action.run(request)).isNotInstanceOf(Outcome.Succeeded.class);
        }
    }

    @Test
    void shouldWorkInsideTheWorkspaceAlone() throws Exception {
        SortedMap<String, Digest> before = outside();

        Outcome outcome = action.run(request(succeeding(), "inside", 1));

        assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);
        assertThat(outside()).isEqualTo(before);
    }

    @Test
    void shouldSayFailureAsAValueWithAReason() throws Exception {
        if (failing().isPresent()) {
            Outcome outcome = action.run(request(failing().get(), "failing", 1));

            assertThat(outcome).isInstanceOf(Outcome.Failed.class);
            assertThat(((Outcome.Failed) outcome).findings())
                    .isNotEmpty()
                    .allSatisfy(
                            finding -> {
                                assertThat(finding.code()).isNotBlank();
                                assertThat(finding.remedy()).isNotBlank();
                            });
        }
        Request nowhere =
                new Request(
                        "key-nowhere",
                        new PromotionId("p-1"),
                        "nowhere",
                        1,
                        succeeding(),
                        home.resolve("no-such-workspace"),
                        LONG,
                        trusted());
        assertThatCode(() -> action.run(nowhere)).doesNotThrowAnyException();
        assertThat(action.run(nowhere)).isNotInstanceOf(Outcome.Succeeded.class);
        assertThat(home.resolve("no-such-workspace")).doesNotExist();
    }

    @Test
    void shouldStopAtTheTimeoutAndNotCallItSuccess() throws Exception {
        if (slow().isPresent()) {
            // work of minutes: an adapter that does not stop meets the limit of this class
            Outcome outcome = action.run(request(slow().get(), "slow", 1, Duration.ofMillis(300)));

            assertThat(outcome).isInstanceOf(Outcome.Lost.class);
        }
    }

    @Test
    void shouldGiveFactsThatTheJournalTakes() throws Exception {
        Outcome outcome = action.run(request(succeeding(), "facts", 1));

        assertThatCode(() -> CanonicalJson.bytes(facts(outcome))).doesNotThrowAnyException();
        assertThat(CanonicalJson.bytes(facts(outcome)).length)
                .as("facts stay in the journal for ever")
                .isLessThan(64 * 1024);
    }

    @Test
    void shouldKeepSecretsOutOfTheFacts() throws Exception {
        Optional<JsonObject> reading = readingTheSecret();
        if (reading.isPresent()) {
            Outcome outcome = action.run(request(reading.get(), "secret", 1));

            assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);
            assertThat(CanonicalJson.text(facts(outcome))).doesNotContain(SECRET);
            assertThat(outcome.toString()).doesNotContain(SECRET);
        }
    }

    @Test
    void shouldGiveEqualFactsForEqualInputs() throws Exception {
        JsonObject first = steady(action.run(request(succeeding(), "equal", 1)));
        JsonObject second = steady(action.run(request(succeeding(), "equal", 2)));

        assertThat(second).isEqualTo(first);
    }

    @Test
    void shouldTellTheTruthAboutRepeating() throws Exception {
        Request request = request(succeeding(), "again", 1);
        Outcome first = action.run(request);
        SortedMap<String, Digest> afterOnce = files(workspace);

        Outcome second = action.run(request);

        if (action.repeatable()) {
            assertThat(steady(second)).isEqualTo(steady(first));
        } else {
            // A second call of the same key may come from a confused queue: it does nothing.
            assertThat(second).isNotInstanceOf(Outcome.Succeeded.class);
            assertThat(files(workspace)).isEqualTo(afterOnce);
        }
    }

    @Test
    void shouldKnowNothingOfARunThatNeverWas() throws Exception {
        SortedMap<String, Digest> before = files(home);

        assertThat(action.probe(request(succeeding(), "never", 1))).isEmpty();

        assertThat(files(home)).as("asking changes nothing").isEqualTo(before);
    }

    @Test
    void shouldAnswerAProbeOnlyWithTheOutcomeOfThatKey() throws Exception {
        Request request = request(succeeding(), "probed", 1);
        Outcome outcome = action.run(request);

        Optional<Outcome> probed = action.probe(request);

        assertThat(probed.isEmpty() || probed.get().equals(outcome)).as("%s", probed).isTrue();
        Request other =
                new Request(
                        "another-key",
                        request.promotion(),
                        request.slot(),
                        request.attempt(),
                        request.parameters(),
                        request.workspace(),
                        request.timeout(),
                        request.trusted());
        assertThat(action.probe(other)).isEmpty();
    }

    @Test
    void shouldServeSeveralThreads() throws Exception {
        int threads = 6;
        JsonObject alone = steady(action.run(request(succeeding(), "alone", 1)));
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        CountDownLatch start = new CountDownLatch(1);
        try {
            List<Future<Outcome>> outcomes = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                Request request = request(succeeding(), "thread-" + i, 1);
                outcomes.add(
                        pool.submit(
                                () -> {
                                    start.await();
                                    return action.run(request);
                                }));
            }
            start.countDown();
            for (Future<Outcome> outcome : outcomes) {
                assertThat(steady(outcome.get())).isEqualTo(alone);
            }
        } finally {
            pool.shutdownNow();
        }
    }
}

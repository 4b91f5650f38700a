package io.gatehouse.adapter.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.GateAction.Outcome;
import io.gatehouse.core.port.GateAction.Request;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run left on disk is believed after a crash only where it agrees with everything else. */
class OutcomeRecordTest {

    private static final JsonObject WORK =
            JsonObject.builder().put("program", "tool").put("arguments", List.of("a")).build();

    @TempDir private Path workspace;

    private Path record(Scripts scripts) {
        return scripts.attempt().resolve("outcome.json");
    }

    @Test
    void shouldTellSuccessAndFailureAsTheyWere() throws Exception {
        Scripts scripts = new Scripts(workspace).tool("echo \"$1\"; [ \"$1\" = a ] || exit 4");
        Request good = scripts.request(WORK, "labs", 1);
        JsonObject bad = WORK.with("arguments", List.of("b"));

        Outcome succeeded = scripts.action().run(good);
        Outcome failed = scripts.action().run(scripts.request(bad, "labs", 2));

        assertThat(succeeded).isInstanceOf(Outcome.Succeeded.class);
        assertThat(scripts.action().probe(good)).contains(succeeded);
        assertThat(failed).isInstanceOf(Outcome.Failed.class);
        assertThat(scripts.action().probe(scripts.request(bad, "labs", 2))).contains(failed);
    }

    @Test
    void shouldKnowNothingOfARunThatWasCutOff() throws Exception {
        Scripts scripts = new Scripts(workspace).tool("echo begun");
        Request request = scripts.request(WORK, "labs", 1);
        scripts.action().run(request);

        // the engine died before, or while, the outcome was written
        byte[] whole = Files.readAllBytes(record(scripts));
        for (int length = 0; length < whole.length; length++) {
            Files.write(record(scripts), java.util.Arrays.copyOf(whole, length));
            assertThat(scripts.action().probe(request)).as("%d bytes", length).isEmpty();
        }
        Files.delete(record(scripts));
        assertThat(scripts.action().probe(request)).isEmpty();
    }

    @Test
    void shouldNotTakeTheRecordOfAnotherRequest() throws Exception {
        Scripts scripts = new Scripts(workspace).tool("echo done");
        Request request = scripts.request(WORK, "labs", 1);
        scripts.action().run(request);

        Request otherArguments = scripts.request(WORK.with("arguments", List.of("b")), "labs", 1);
        TreeMap<String, String> others = new TreeMap<>(request.trusted());
        others.put("tool", "sha384:" + "0".repeat(96));
        Request otherProgram =
                new Request(
                        request.key(),
                        request.promotion(),
                        "labs",
                        1,
                        WORK,
                        workspace,
                        request.timeout(),
                        others);

        assertThat(scripts.action().probe(otherArguments)).isEmpty();
        assertThat(scripts.action().probe(otherProgram)).isEmpty();
        assertThat(scripts.action().probe(scripts.request(WORK, "labs", 2))).isEmpty();
        assertThat(scripts.action().probe(scripts.request(WORK, "../labs", 1))).isEmpty();
    }

    @Test
    void shouldNotBelieveARecordWhoseLogsHaveChanged() throws Exception {
        Scripts scripts = new Scripts(workspace).tool("echo done");
        Request request = scripts.request(WORK, "labs", 1);
        scripts.action().run(request);

        Files.writeString(scripts.attempt().resolve("stdout.log"), "other\n");

        assertThat(scripts.action().probe(request)).isEmpty();
    }

    @Test
    void shouldNotBelieveAFailureThatIsCalledSuccess() throws Exception {
        Scripts scripts = new Scripts(workspace).tool("exit 4");
        Request request = scripts.request(WORK, "labs", 1);
        scripts.action().run(request);
        String text = Files.readString(record(scripts));

        Files.writeString(
                record(scripts), text.replace("\"succeeded\":false", "\"succeeded\":true"));

        assertThat(scripts.action().probe(request)).isEmpty();
    }

    @Test
    void shouldFailAProgramThatWritesItsOwnVerdict() throws Exception {
        Scripts scripts = new Scripts(workspace).tool("echo '{}' > \"$HOME/../outcome.json\"");

        Outcome outcome = scripts.action().run(scripts.request(WORK, "labs", 1));

        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        assertThat(((Outcome.Failed) outcome).findings())
                .extracting(finding -> finding.code())
                .containsExactly("own-verdict");
    }

    @Test
    void shouldNotFollowALink() throws Exception {
        Scripts scripts = new Scripts(workspace).tool("echo done");
        Request request = scripts.request(WORK, "labs", 1);
        scripts.action().run(request);
        Path moved = workspace.resolve("moved.json");
        Files.move(record(scripts), moved);
        Files.createSymbolicLink(record(scripts), moved);

        assertThat(scripts.action().probe(request)).isEmpty();
    }

    @Test
    void shouldBelieveNoMutatedRecordThatSaysSomethingElse() throws Exception {
        Scripts scripts = new Scripts(workspace).tool("echo done");
        Request request = scripts.request(WORK, "labs", 1);
        Outcome outcome = scripts.action().run(request);
        byte[] whole = Files.readAllBytes(record(scripts));
        long seed = 20_261_121L;
        Random random = new Random(seed);
        int tries = Boolean.getBoolean("gatehouse.campaign") ? 100_000 : 2_000;
        int tried = 0;
        for (; tried < tries; tried++) {
            byte[] mutated = whole.clone();
            for (int i = 0; i <= random.nextInt(3); i++) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
            }
            Files.write(record(scripts), mutated);
            var probed = scripts.action().probe(request);
            // times and counts are not bound by anything else; verdict, program and digests are
            probed.ifPresent(
                    known ->
                            assertThat(known)
                                    .as(
                                            "seed %d: %s",
                                            seed, new String(mutated, StandardCharsets.UTF_8))
                                    .isInstanceOf(outcome.getClass()));
        }
        assertThat(tried).isEqualTo(tries);
    }
}

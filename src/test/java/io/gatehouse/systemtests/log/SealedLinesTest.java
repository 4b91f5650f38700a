package io.gatehouse.systemtests.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.audit.key.KeyPurpose;
import io.gatehouse.audit.key.OpenKeyRing;
import io.gatehouse.audit.key.PersonKeys;
import io.gatehouse.audit.log.DecisionLine;
import io.gatehouse.audit.log.DecisionLogSealer;
import io.gatehouse.audit.log.DecisionLogVerifier;
import io.gatehouse.audit.log.LineWitness;
import io.gatehouse.audit.log.LogHead;
import io.gatehouse.audit.log.LogReport;
import io.gatehouse.audit.log.Unchecked;
import io.gatehouse.audit.log.VerificationContext;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.event.LogEvent.LineAppended;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.machine.PlainBox;
import io.gatehouse.core.port.Sealer.Sealing;
import io.gatehouse.core.rule.Verdict;
import io.gatehouse.core.testkit.World;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What core decides and audit seals, audit verifies: with every check made. */
class SealedLinesTest {

    private static final String COMMIT = "b".repeat(40);

    private final RealKeys persons = new RealKeys();
    private final OpenKeyRing keys = RealKeys.ring();
    private final PersonKeys people = PersonKeys.ofPersons(World.people(persons));
    private final DecisionLogSealer sealer = new DecisionLogSealer(keys, people);
    private final World world = new World(new PlainBox(), persons, sealer).found();

    @Test
    void shouldVerifyEveryLineFromDemoToLiveAndBack() {
        // given three gates, of which the last one names a run and a device
        world.grant("demo", "p-1");
        world.grant("paper", world.propose("paper", "p-2", "ci 76 " + COMMIT));
        PromotionId live =
                world.propose(
                        "live", "p-3", "ci 77 " + COMMIT + " ci 78 " + COMMIT + " device d-1");
        world.grant("live", live);
        assertThat(world.state().environment().current()).isEqualTo(Environment.LIVE);

        // then the line names them, and all logs verify
        JsonObject line = world.log("live_execution").get(0);
        assertThat(line.array("ci"))
                .containsExactly(
                        JsonValue.of(Map.of("job", "77", "commit", COMMIT)),
                        JsonValue.of(Map.of("job", "78", "commit", COMMIT)));
        assertThat(line.object("details")).contains(JsonObject.of("devices", List.of("d-1")));
        requireSound(1);

        // and when everything is taken back, they verify with the revoking lines
        world.as("olga", new Command.Demote(Environment.DEMO, "audit"));
        assertThat(world.log("live_execution")).hasSize(2);
        requireSound(2);
    }

    @Test
    void shouldNotSealAnApprovedEntryWithAnotherRunOrDevice() {
        world.grant("demo", world.propose("demo", "p-1", "ci 77 " + COMMIT + " device d-1"));
        JsonObject line = world.log("demo").get(0);
        LogName demo = new LogName("demo");

        assertThat(seal(line, demo)).isInstanceOf(Sealing.Sealed.class);
        for (JsonObject edited :
                List.of(
                        line.with("ci", List.of(Map.of("job", "99", "commit", COMMIT))),
                        line.without("ci"),
                        line.with("details", Map.of("devices", List.of("d-2"))),
                        line.with("waivers", List.of(Map.of("rule", "switch"))))) {
            assertThat(((Sealing.Impossible) seal(edited, demo)).findings())
                    .anySatisfy(f -> assertThat(f.code()).isEqualTo("proposal-differs"));
        }
    }

    private Sealing seal(JsonObject line, LogName log) {
        return sealer.sealLine(
                line, List.of("runtime", "owner"), log, 1, Digest.ZERO, world.clock());
    }

    private void requireSound(int linesOfLive) {
        Map<String, Integer> expected =
                Map.of("demo", 1, "paper", linesOfLive, "live_execution", linesOfLive);
        expected.forEach(
                (name, lines) -> {
                    LogReport report = verify(name);
                    assertThat(report.faults()).as(name).isEmpty();
                    assertThat(report.unchecked()).as(name).isEmpty();
                    assertThat(report.lines()).as(name).isEqualTo(lines.longValue());
                    assertThat(report.verdict()).as(name).isEqualTo(Verdict.PASS);
                });
    }

    private LogReport verify(String name) {
        LogName log = new LogName(name);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        Digest last = Digest.ZERO;
        for (JsonObject line : world.log(name)) {
            file.writeBytes(CanonicalJson.bytes(line));
            file.write('\n');
            last = Digest.of(line);
        }
        LogHead head =
                LogHead.sign(
                        log,
                        world.log(name).size(),
                        file.size(),
                        last,
                        world.clock(),
                        keys.signingHmac(KeyPurpose.JOURNAL, world.clock()));
        VerificationContext context =
                VerificationContext.strict(keys, people)
                        .withWitnesses(
                                List.of(
                                        witness(Unchecked.Check.ARTEFACTS, this::hasArtefacts),
                                        witness(Unchecked.Check.JOURNAL, this::isJournalled)))
                        .asOf(world.clock());
        return new DecisionLogVerifier(context)
                .verify(log, file.toByteArray(), Optional.of(head.fileBytes()));
    }

    private static LineWitness witness(
            Unchecked.Check check, java.util.function.Predicate<DecisionLine> knows) {
        return new LineWitness() {
            @Override
            public Unchecked.Check check() {
                return check;
            }

            @Override
            public Testimony testify(DecisionLine line) {
                return knows.test(line)
                        ? new Testimony.Confirmed()
                        : new Testimony.Contradicted("what the world holds", "something else");
            }
        };
    }

    /** Every artefact of a decision is a piece of evidence of its promotion. */
    private boolean hasArtefacts(DecisionLine line) {
        Optional<String> promotion = line.entry().text("promotion");
        if (promotion.isEmpty()) {
            return line.artefacts().has("revokes");
        }
        Set<JsonValue> evidence =
                world.promotion(new PromotionId(promotion.get())).evidence().values().stream()
                        .map(item -> new JsonString(item.digests().sha384().value()))
                        .collect(Collectors.toSet());
        return evidence.containsAll(line.artefacts().members().values());
    }

    /** The event of that number appended exactly this line. */
    private boolean isJournalled(DecisionLine line) {
        int seq = Math.toIntExact(line.sequence().orElseThrow());
        return world.history().get(seq - 1) instanceof LineAppended appended
                && appended.digest().equals(line.digest());
    }
}

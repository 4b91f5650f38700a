package io.gatehouse.core.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.command.Actor;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.decide.Decision.Admitted;
import io.gatehouse.core.decide.Decision.Reason;
import io.gatehouse.core.decide.Decision.Refused;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.event.Event;
import io.gatehouse.core.evidence.LogFact;
import io.gatehouse.core.evidence.Snapshot;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.machine.PlainBox;
import io.gatehouse.core.port.MacAnswer;
import io.gatehouse.core.port.Sealer;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.rule.RuleBook;
import io.gatehouse.core.rule.Verdict;
import io.gatehouse.core.state.Adoption;
import io.gatehouse.core.testkit.TestRules;
import io.gatehouse.core.testkit.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What tests of single rulings ask and demand. */
final class Rulings {

    /** A key ring that lost its keys. */
    static final Sealer NO_KEYS =
            new Sealer() {
                @Override
                public Sealing sealLine(
                        JsonObject entry,
                        List<String> roles,
                        LogName log,
                        long index,
                        Digest previous,
                        Instant at) {
                    return new Sealing.Impossible(List.of(noKey()));
                }

                @Override
                public Sealing signPermit(JsonObject permit, Instant at) {
                    return new Sealing.Impossible(List.of(noKey()));
                }
            };

    private Rulings() {}

    private static Finding noKey() {
        return Finding.of("engine-key", "no-key", "key", "a key", "none", "bring one");
    }

    static void admitted(Decision decision) {
        assertThat(decision).as(decision.events().toString()).isInstanceOf(Admitted.class);
    }

    /** Refused for exactly these codes, each with a subject, an expectation and a remedy. */
    static void refused(Decision decision, Reason reason, String... codes) {
        assertThat(decision).as(decision.toString()).isInstanceOf(Refused.class);
        Refused refused = (Refused) decision;
        assertThat(refused.findings()).extracting(Finding::code).containsExactly(codes);
        assertThat(refused.reason()).isEqualTo(reason);
        for (Finding finding : refused.findings()) {
            assertThat(finding.subject()).isNotBlank();
            assertThat(finding.expected()).isNotBlank();
            assertThat(finding.observed()).isNotBlank();
            assertThat(finding.remedy()).isNotBlank();
        }
    }

    static <T extends Event> List<T> events(Decision decision, Class<T> type) {
        return decision.events().stream().filter(type::isInstance).map(type::cast).toList();
    }

    static List<String> codes(List<Finding> findings) {
        return findings.stream().map(Finding::code).toList();
    }

    /** Lets owner and compliance adopt other gates for the same persons. */
    static World adopt(World world, JsonObject... gates) {
        JsonObject rules =
                Adoption.document(
                        List.copyOf(world.state().governance().people().values()),
                        List.of(gates),
                        new TreeMap<>(),
                        JsonObject.EMPTY);
        admitted(world.as("olga", new Command.SignAdoption(Role.OWNER, rules)));
        admitted(world.as("cezary", new Command.SignAdoption(Role.COMPLIANCE, rules)));
        assertThat(world.state().governance().adoption()).isEqualTo(Digest.of(rules));
        return world;
    }

    /** The gate with other acceptance rules in its first step. */
    static JsonObject accepting(JsonObject gate, JsonValue... rules) {
        List<JsonValue> steps = new ArrayList<>(gate.array("steps"));
        steps.set(0, ((JsonObject) steps.get(0)).with("accept", List.of(rules)));
        return gate.with("steps", steps);
    }

    /** A decider to which every signature is good. */
    static Decider decider(RuleBook rules, Sealer sealer) {
        return new Decider(
                rules,
                new PlainBox(),
                (key, statement, signature) -> true,
                claim -> MacAnswer.UNAVAILABLE,
                sealer,
                definition -> List.of(),
                "test");
    }

    /** What would be decided without keys to seal with. */
    static Decision withoutKeys(World world, Actor actor, Command command) {
        return decider(new TestRules(), NO_KEYS)
                .decide(world.state(), command, actor, world.snapshot(command));
    }

    /** The same moment with another answer about one log. */
    static Snapshot withLog(Snapshot snapshot, String name, Verdict verdict, Finding... findings) {
        List<LogFact> logs = new ArrayList<>(snapshot.logs());
        logs.replaceAll(
                log ->
                        log.log().value().equals(name)
                                ? new LogFact(log.log(), verdict, List.of(findings), List.of())
                                : log);
        return withLogs(snapshot, logs);
    }

    static Snapshot withLogs(Snapshot snapshot, List<LogFact> logs) {
        return new Snapshot(
                snapshot.asOf(),
                snapshot.observations(),
                logs,
                snapshot.admitted(),
                snapshot.position(),
                snapshot.footing());
    }
}

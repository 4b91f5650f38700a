package io.gatehouse.systemtests.fuzz;

import io.gatehouse.app.engine.Handled;
import io.gatehouse.app.engine.Outcome;
import io.gatehouse.app.remote.Wire;
import io.gatehouse.app.remote.WireFault;
import io.gatehouse.audit.json.JsonReading;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.decide.Decision.Reason;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.event.Event;
import io.gatehouse.core.event.EventCodec;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.id.StepId;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.Journal.Recorded;
import io.gatehouse.core.rule.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a server reads from a request's body, and what a command line reads from a server's answer.
 *
 * <p>A command that is taken out of a signed statement is written again as the very command that
 * was signed: nobody can have one thing signed and another decided.
 */
final class WireTargets {

    private static final int SHARE = 60;

    private WireTargets() {}

    /**
     * @param history of an installation that was used
     */
    static List<Target> of(List<Recorded> history) {
        return List.of(
                new Target(
                        "signed commands", SHARE, requests(history), WireTargets::isSignedCommand),
                new Target("answers of a server", SHARE, answers(history), WireTargets::isAnswer));
    }

    /** Every signed request in a history, and commands that it does not have. */
    private static List<byte[]> requests(List<Recorded> history) {
        List<byte[]> bodies = new ArrayList<>();
        for (Recorded event : history) {
            event.draft()
                    .data()
                    .object("signed")
                    .filter(signed -> signed.has("statement") && signed.has("signature"))
                    .ifPresent(
                            signed -> {
                                JsonObject body =
                                        JsonObject.builder()
                                                .put(
                                                        "statement",
                                                        signed.object("statement").orElseThrow())
                                                .put("signature", signed.requireText("signature"))
                                                .build();
                                bodies.add(CanonicalJson.bytes(body));
                                for (Command command : others()) {
                                    bodies.add(CanonicalJson.bytes(with(body, command)));
                                }
                            });
        }
        return bodies;
    }

    private static List<Command> others() {
        PromotionId promotion = new PromotionId("p-1");
        return List.of(
                new Command.Withdraw(promotion, "not this one"),
                new Command.Demote(Environment.NONE, "losses"),
                new Command.Halt("losses"),
                new Command.RetryStep(promotion, new StepId("first"), "again"),
                new Command.Reverify());
    }

    private static JsonObject with(JsonObject body, Command command) {
        JsonObject statement = body.object("statement").orElseThrow();
        return body.with("statement", statement.with("command", command.toJson()));
    }

    private static boolean isSignedCommand(byte[] bytes) {
        if (!(StrictJson.readSigned(bytes) instanceof JsonReading.Parsed parsed)
                || !(parsed.value() instanceof JsonObject body)) {
            return false;
        }
        try {
            Wire.Signed signed = Wire.decodeSigned(body);
            require(!(signed.command() instanceof Command.OfEngine), "a command of the engine");
            require(
                    Wire.encode(signed.statement()).equals(body),
                    "another request when it is written again");
            require(
                    Optional.of(signed.command().toJson())
                            .equals(signed.statement().statement().object("command")),
                    "another command than the one that was signed");
            return true;
        } catch (WireFault e) {
            return false;
        }
    }

    private static List<byte[]> answers(List<Recorded> history) {
        List<byte[]> answers = new ArrayList<>();
        for (Recorded event : history) {
            Event decoded =
                    EventCodec.decode(
                            event.draft().type(), event.draft().version(), event.draft().data());
            JournalPosition position = new JournalPosition(event.seq(), event.digest());
            Outcome admitted = new Outcome(Optional.empty(), List.of(), List.of(decoded), position);
            Outcome refused =
                    new Outcome(
                            Optional.of(Reason.CONFLICT),
                            List.of(Finding.of("a", "b", "c", "d", "e", "f")),
                            List.of(),
                            position);
            answers.add(CanonicalJson.bytes(Wire.encode(new Handled(admitted, List.of(refused)))));
        }
        return answers;
    }

    private static boolean isAnswer(byte[] bytes) {
        if (!(StrictJson.readSigned(bytes) instanceof JsonReading.Parsed parsed)
                || !(parsed.value() instanceof JsonObject answer)) {
            return false;
        }
        try {
            Handled handled = Wire.decodeHandled(answer);
            require(
                    Wire.decodeHandled(Wire.encode(handled)).equals(handled),
                    "another answer when it is read again");
            return true;
        } catch (WireFault e) {
            return false;
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}

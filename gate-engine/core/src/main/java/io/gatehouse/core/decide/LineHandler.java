package io.gatehouse.core.decide;

import io.gatehouse.core.command.Command.AppendFact;
import io.gatehouse.core.command.Command.SupersedeLine;
import io.gatehouse.core.decide.Gatekeeper.Answer;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.event.LogEvent.LineAppended;
import io.gatehouse.core.evidence.LogFact;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.machine.Triggers;
import io.gatehouse.core.port.Sealer;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.state.LogState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Lines that a person adds outside of a promotion: facts, and corrections of earlier lines (runbook
 * 1.4, "summary --append" and "update").
 *
 * <p>Nothing is rewritten and nothing is granted: the status is none that a gate gives or takes
 * back, the flags are those of the environment in force, and what persons approved in a decision
 * keeps its value (ADR 0040).
 */
final class LineHandler {

    /** Status of every correction. */
    static final String CORRECTED = "corrected";

    /** Artefact of a correction that names the line by place and digest. */
    static final String SUPERSEDES = "supersedes";

    private static final Pattern STATUS = Pattern.compile("[a-z][a-z0-9_]{0,63}");
    private static final Pattern RESERVED =
            Pattern.compile(".*_(?:ready|revoked)|halted|" + CORRECTED);
    private static final int LONGEST_REASON = 2000;

    private final Gatekeeper gate;
    private final Sealer sealer;

    LineHandler(Gatekeeper gate, Sealer sealer) {
        this.gate = gate;
        this.sealer = sealer;
    }

    Ruling append(Case c, AppendFact command) {
        JsonObject.Builder artefacts = JsonObject.builder();
        command.artefacts().forEach(artefacts::put);
        return rule(
                c,
                command.log(),
                command.flags(),
                command.artefacts(),
                againstFact(c, command),
                entry(c, "evidence", command.status(), artefacts, command.reason()));
    }

    private static List<Finding> againstFact(Case c, AppendFact command) {
        List<Finding> findings = new ArrayList<>();
        String status = command.status();
        boolean granted =
                c.state().governance().gates().keySet().stream()
                        .flatMap(id -> c.state().gate(id).stream())
                        .anyMatch(g -> g.grants().status().equals(status));
        if (granted || RESERVED.matcher(status).matches()) {
            // else a line of a single person could pass for what only a promotion gives
            findings.add(
                    LineChecks.line(
                            "status-reserved",
                            command.log() + " " + status,
                            "a status that no gate gives or takes back",
                            status,
                            "take the gate; only sealing a promotion writes such a status"));
        } else if (!STATUS.matcher(status).matches()) {
            findings.add(
                    LineChecks.line(
                            "status-malformed",
                            command.log().value(),
                            "a status of a-z, 0-9 and '_'",
                            status,
                            "name another --status"));
        }
        if (command.artefacts().isEmpty()) {
            findings.add(
                    LineChecks.line(
                            "no-artefact",
                            command.log().value(),
                            "one artefact or more",
                            "none",
                            "name what the line is about with --artefact"));
        }
        return findings;
    }

    Ruling supersede(Case c, SupersedeLine command) {
        JsonObject.Builder artefacts = JsonObject.builder();
        command.artefacts().forEach(artefacts::put);
        artefacts.put(SUPERSEDES, place(command));
        return rule(
                c,
                command.log(),
                command.flags(),
                command.artefacts(),
                againstCorrection(c, command),
                entry(c, "supersede", CORRECTED, artefacts, command.reason())
                        .with("supersedes", command.index()));
    }

    private static String place(SupersedeLine command) {
        return command.log() + "#" + command.index() + " " + command.line();
    }

    private static List<Finding> againstCorrection(Case c, SupersedeLine command) {
        List<JsonObject> lines =
                c.snapshot().log(command.log()).map(LogFact::lines).orElse(List.of());
        boolean there = command.index() >= 1 && command.index() <= lines.size();
        JsonObject earlier = there ? lines.get((int) command.index() - 1) : JsonObject.EMPTY;
        if (!there || !Digest.of(earlier).equals(command.line())) {
            return List.of(
                    LineChecks.line(
                            "no-such-line",
                            place(command),
                            "a line of the log with that digest",
                            there ? Digest.of(earlier).value() : lines.size() + " lines",
                            "look at 'gatehouse log summary'"));
        }
        List<Finding> findings = new ArrayList<>();
        String kind = earlier.text("kind").orElse("");
        if (kind.equals("decision") || kind.equals("revocation")) {
            Set<String> approved =
                    new TreeSet<>(earlier.object("artefacts").orElse(JsonObject.EMPTY).names());
            approved.retainAll(command.artefacts().keySet());
            for (String name : approved) {
                // what persons approved must not be exchanged by one of them
                findings.add(
                        LineChecks.line(
                                "artefact-decided",
                                place(command),
                                "artefacts that the " + kind + " does not hold",
                                name,
                                "take the gate again"));
            }
        }
        if (command.artefacts().containsKey(SUPERSEDES)) {
            findings.add(
                    LineChecks.line(
                            "artefact-malformed",
                            SUPERSEDES,
                            "a name that is free",
                            SUPERSEDES,
                            "name the artefact otherwise"));
        }
        return findings;
    }

    private Ruling rule(
            Case c,
            LogName name,
            SortedMap<String, Boolean> flags,
            SortedMap<String, String> artefacts,
            List<Finding> special,
            JsonObject draft) {
        LineAppended[] line = new LineAppended[1];
        Answer answer =
                gate.governance(
                        c.state(),
                        Triggers.APPEND_LINE,
                        () -> {
                            List<Finding> findings =
                                    new ArrayList<>(LineChecks.againstWriting(c, name));
                            findings.addAll(LineChecks.againstFlags(c, flags));
                            findings.addAll(LineChecks.againstArtefacts(artefacts));
                            if (draft.text("reason").orElse("").length() > LONGEST_REASON) {
                                findings.add(
                                        LineChecks.line(
                                                "reason-too-long",
                                                name.value(),
                                                "a reason of " + LONGEST_REASON + " characters",
                                                "a longer one",
                                                "write it into a file and name its digest"));
                            }
                            findings.addAll(special);
                            return findings.isEmpty() ? sign(c, name, draft, line) : findings;
                        });
        return answer.isAdmitted()
                ? new Ruling.Admit(List.of(line[0]), List.of(), List.of(answer.landing()))
                : Ruling.refuse(answer.findings());
    }

    private static JsonObject entry(
            Case c, String kind, String status, JsonObject.Builder artefacts, String reason) {
        JsonObject entry =
                JsonObject.builder()
                        .put("kind", kind)
                        .put("status", status)
                        .put("artefacts", artefacts.build())
                        .put("runtime_flags", LineChecks.flags(c))
                        .put("requester", c.signer().id().value())
                        .build();
        return reason.isBlank() ? entry : entry.with("reason", reason);
    }

    private List<Finding> sign(Case c, LogName name, JsonObject draft, LineAppended[] line) {
        LogState log = c.state().log(name);
        Sealer.Sealing sealing =
                EntryComposer.fact(
                        c, sealer, log, LineChecks.gateOf(c, name).orElseThrow().stage(), draft);
        if (sealing instanceof Sealer.Sealing.Impossible impossible) {
            return impossible.findings();
        }
        JsonObject sealed = ((Sealer.Sealing.Sealed) sealing).document();
        line[0] = EntryComposer.appended(name, log.length() + 1, sealed);
        return List.of();
    }
}

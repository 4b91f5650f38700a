package io.gatehouse.definitions.rule;

import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.LogFact;
import io.gatehouse.core.id.GateId;
import io.gatehouse.core.id.Identifier;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.rule.Verdict;
import io.gatehouse.core.state.GrantRecord;
import io.gatehouse.core.state.SealedLine;
import java.util.List;
import java.util.Optional;

/**
 * The gates before this one were passed by this installation, their lines verify strictly and were
 * not taken back, and they were passed by this very bundle (ADR 0010).
 *
 * <p>Lineage is the digest of the bundle: a release's name is what somebody typed, and a rebuilt
 * bundle of the same name is another program.
 */
public final class PredecessorsGranted extends AbstractRule {

    PredecessorsGranted() {
        super(
                "predecessors-granted",
                false,
                "Each named gate was granted to this installation for this bundle, strictly verified and not revoked.",
                Parameter.required("gates", Parameter.Kind.TEXTS, "ids of the gates"));
    }

    @Override
    List<String> lintFurther(Reading given, StepDefinition step) {
        return given.texts("gates").stream()
                .filter(id -> !Identifier.isIdentifier(id))
                .map(id -> "'" + id + "' is not a gate id")
                .toList();
    }

    @Override
    void judge(Inspection inspection, Reading given) {
        for (String id : given.texts("gates")) {
            GateId gate = new GateId(id);
            Optional<GrantRecord> grant =
                    inspection.context().installation().environment().grants().values().stream()
                            .filter(g -> g.gate().equals(gate))
                            .findFirst();
            if (grant.isEmpty()) {
                inspection.fail(
                        "not-granted",
                        id,
                        "a grant of gate " + id,
                        "none",
                        "pass gate " + id + " first");
                continue;
            }
            judgeRelease(inspection, id, grant.get());
            Optional<GateDefinition> definition =
                    inspection.context().installation().definition(grant.get().definition());
            if (definition.isEmpty()) {
                inspection.error(
                        "no-definition",
                        id,
                        "the definition " + grant.get().definition(),
                        "none",
                        "keep the journal and report it");
            } else {
                judgeLog(inspection, definition.get(), grant.get());
            }
        }
    }

    private static void judgeRelease(Inspection inspection, String id, GrantRecord grant) {
        Digest bundle = inspection.context().promotion().release().bundle();
        if (!grant.release().bundle().equals(bundle)) {
            inspection.fail(
                    "other-release",
                    id,
                    bundle.value(),
                    grant.release().bundle() + " (release " + grant.release().id() + ")",
                    "take this bundle through gate " + id + " first");
        }
    }

    private static void judgeLog(Inspection inspection, GateDefinition gate, GrantRecord grant) {
        String log = gate.log().value();
        Optional<LogFact> fact = inspection.context().snapshot().log(gate.log());
        if (fact.isEmpty() || fact.get().verdict() != Verdict.PASS) {
            String observed =
                    fact.map(f -> f.verdict() + first(f.findings())).orElse("not looked at");
            if (fact.isPresent() && fact.get().verdict() == Verdict.FAIL) {
                inspection.fail(
                        "log-not-strict",
                        log,
                        "a log that verifies strictly",
                        observed,
                        "read 'gatehouse log verify --strict'; have damage restored with 'gatehouse audit recover', and correct a wrong line by another one with 'gatehouse log update'");
            } else {
                inspection.error(
                        "log-not-strict",
                        log,
                        "a log that verifies strictly",
                        observed,
                        "read 'gatehouse log verify --strict'; have damage restored with 'gatehouse audit recover', and correct a wrong line by another one with 'gatehouse log update'");
            }
            return;
        }
        List<JsonObject> lines = fact.get().lines();
        SealedLine sealed = grant.decision();
        boolean there =
                sealed.index() >= 1
                        && sealed.index() <= lines.size()
                        && Digest.of(lines.get((int) sealed.index() - 1)).equals(sealed.digest());
        if (!there) {
            inspection.fail(
                    "line-differs",
                    log + "#" + sealed.index(),
                    sealed.digest().value(),
                    "another line, or none",
                    "have the log restored from the journal with 'gatehouse audit recover'");
            return;
        }
        JsonObject line = lines.get((int) sealed.index() - 1);
        judgeLine(inspection, gate, log + "#" + sealed.index(), line);
        for (int i = (int) sealed.index(); i < lines.size(); i++) {
            if (revokes(lines.get(i), sealed)) {
                inspection.fail(
                        "revoked",
                        log + "#" + sealed.index(),
                        "a grant that was not taken back",
                        lines.get(i).text("status").orElse("revoked") + " in line " + (i + 1),
                        "pass gate " + gate.id() + " again");
            }
        }
    }

    private static void judgeLine(
            Inspection inspection, GateDefinition gate, String subject, JsonObject line) {
        String status = line.text("status").orElse("none");
        if (!status.equals(gate.grants().status())) {
            inspection.fail(
                    "other-status",
                    subject,
                    gate.grants().status(),
                    status,
                    "pass gate " + gate.id() + " again");
        }
        String here =
                inspection
                        .context()
                        .installation()
                        .governance()
                        .installation()
                        .map(i -> i.value())
                        .orElse("none");
        String there = line.text("installation").orElse("none");
        if (!here.equals(there)) {
            // a log copied from another device proves nothing about this one
            inspection.fail(
                    "other-installation",
                    subject,
                    here,
                    there,
                    "pass gate " + gate.id() + " with this installation");
        }
    }

    /** A line of kind revocation that names this line, or names none and so may mean any. */
    private static boolean revokes(JsonObject line, SealedLine sealed) {
        if (!line.text("kind").orElse("").equals("revocation")) {
            return false;
        }
        String prefix = sealed.log() + "#";
        String revoked = line.object("artefacts").flatMap(a -> a.text("revokes")).orElse("");
        return !revoked.startsWith(prefix) || revoked.startsWith(prefix + sealed.index() + " ");
    }

    private static String first(List<Finding> findings) {
        return findings.isEmpty()
                ? ""
                : ": " + findings.get(0).code() + " at " + findings.get(0).subject();
    }
}

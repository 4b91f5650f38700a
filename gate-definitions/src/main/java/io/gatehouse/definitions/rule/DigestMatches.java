package io.gatehouse.definitions.rule;

import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.EvidenceItem;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.id.ArtefactId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.state.Proposal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Files are what their digests say: those that were recorded, those that a report quotes, and, in
 * the decision, those that stand in the proposed entry (ADR 0003).
 */
public final class DigestMatches extends AbstractRule {

    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}|[0-9a-f]{96}");

    DigestMatches() {
        super(
                "digest-matches",
                false,
                "Both digests of every file are those that were recorded, and those that a report or the entry quotes.",
                Parameter.required(
                        "require",
                        Parameter.Kind.TEXT,
                        "sha256 or sha384: the weakest that a quotation may use"),
                Parameter.optional(
                        "artefacts",
                        Parameter.Kind.ARTEFACTS,
                        "which; all of the step, or of the promotion in the decision"),
                Parameter.optional(
                        "reference",
                        Parameter.Kind.ARTEFACT,
                        "a JSON report that quotes the digest of the one artefact"),
                Parameter.optional(
                        "member", Parameter.Kind.TEXT, "path to the quotation in the report"),
                Parameter.optional(
                        "bare",
                        Parameter.Kind.FLAG,
                        "whether the report quotes hexadecimal digits without algorithm, as older tools do"));
    }

    /** The decision is about all evidence. */
    @Override
    public boolean looksBeyond(GateDefinition gate, StepDefinition step) {
        return step.id().equals(gate.decision().id());
    }

    @Override
    boolean looksAtWholeStep() {
        return true;
    }

    @Override
    List<String> lintFurther(Reading given, StepDefinition step) {
        List<String> faults = new ArrayList<>();
        if (!given.text("require").equals("sha256") && !given.text("require").equals("sha384")) {
            faults.add("parameter 'require' is neither sha256 nor sha384");
        }
        boolean quoted = given.artefact("reference").isPresent();
        if (quoted != given.maybeText("member").isPresent()) {
            faults.add("'reference' and 'member' go together");
        }
        if (given.maybeText("member").filter(m -> !JsonPath.isPath(m)).isPresent()) {
            faults.add("parameter 'member' is not a path");
        }
        if (quoted && given.artefacts("artefacts").size() != 1) {
            faults.add("with 'reference' exactly one artefact is compared");
        }
        return faults;
    }

    @Override
    void judge(Inspection inspection, Reading given) {
        List<Observation> observations = observations(inspection, given);
        if (observations.isEmpty()) {
            inspection.pending(
                    "missing",
                    inspection.context().step().id().value(),
                    "at least one file to compare",
                    "none",
                    "collect or attach the evidence of the step");
        }
        observations.forEach(inspection::look);
        observations.forEach(inspection::isIntact);
        given.artefact("reference")
                .ifPresent(r -> compareQuoted(inspection, given, r, observations));
        if (isDecision(inspection)) {
            inspection.context().promotion().proposal().ifPresent(p -> compareEntry(inspection, p));
        }
    }

    private static boolean isDecision(Inspection inspection) {
        return inspection.context().step().id().equals(inspection.context().gate().decision().id());
    }

    private List<Observation> observations(Inspection inspection, Reading given) {
        if (isDecision(inspection)) {
            return inspection.context().snapshot().observations();
        }
        List<ArtefactId> ids =
                given.artefacts("artefacts").isEmpty()
                        ? artefactsOf(inspection.context().reference(), inspection.context().step())
                        : given.artefacts("artefacts");
        return ids.stream().flatMap(id -> inspection.context().evidence(id).stream()).toList();
    }

    private static void compareQuoted(
            Inspection inspection,
            Reading given,
            ArtefactId reference,
            List<Observation> observations) {
        for (Observation report : inspection.readable(reference)) {
            Optional<JsonValue> json = inspection.json(report);
            if (json.isEmpty()) {
                continue;
            }
            JsonPath.Found found = JsonPath.of(given.text("member")).find(json.get());
            String place = report.item().path() + " " + given.text("member");
            if (found.values().isEmpty() || !found.missing().isEmpty()) {
                inspection.fail(
                        "not-quoted",
                        place,
                        "a digest",
                        "none",
                        "produce the report again with the digest in it");
            }
            for (JsonValue value : found.values()) {
                compare(inspection, given, place, value, observations);
            }
        }
    }

    private static void compare(
            Inspection inspection,
            Reading given,
            String place,
            JsonValue value,
            List<Observation> observations) {
        Optional<Digest> quoted = digest(value, given.flag("bare", false));
        if (quoted.isEmpty()) {
            inspection.fail(
                    "not-a-digest",
                    place,
                    "a digest such as sha384:<hex>",
                    "something else",
                    "produce the report again");
            return;
        }
        if (given.text("require").equals("sha384") && !quoted.get().algorithm().equals("sha384")) {
            inspection.fail(
                    "weak-digest",
                    place,
                    "SHA-384",
                    quoted.get().algorithm(),
                    "quote the SHA-384 of the file");
        }
        for (Observation observation : observations) {
            if (!observation.item().digests().matches(quoted.get())) {
                inspection.fail(
                        "digest-differs",
                        observation.item().path(),
                        quoted.get().value() + " (quoted in " + place + ")",
                        same(observation.item(), quoted.get()).value(),
                        "the report is about another file: do step "
                                + observation.item().step()
                                + " again");
            }
        }
    }

    private static Digest same(EvidenceItem item, Digest like) {
        return like.algorithm().equals("sha384")
                ? item.digests().sha384()
                : item.digests().sha256();
    }

    private static Optional<Digest> digest(JsonValue value, boolean bare) {
        if (!(value instanceof JsonString text)) {
            return Optional.empty();
        }
        if (Digest.isDigest(text.value())) {
            return Optional.of(Digest.parse(text.value()));
        }
        return bare && HEX.matcher(text.value()).matches()
                ? Optional.of(
                        Digest.parse(
                                (text.value().length() == 64 ? "sha256:" : "sha384:")
                                        + text.value()))
                : Optional.empty();
    }

    /** Every file stands in the entry that is approved, and the entry names no other. */
    private static void compareEntry(Inspection inspection, Proposal proposal) {
        JsonObject artefacts = proposal.entry().object("artefacts").orElse(JsonObject.EMPTY);
        Set<String> quoted = new HashSet<>();
        for (String name : artefacts.names()) {
            artefacts.text(name).filter(Digest::isDigest).ifPresent(quoted::add);
        }
        Set<String> known = new HashSet<>();
        for (EvidenceItem item : inspection.context().promotion().evidence().values()) {
            known.add(item.digests().sha384().value());
            known.add(item.digests().sha256().value());
            if (!quoted.contains(item.digests().sha384().value())) {
                inspection.fail(
                        "not-in-entry",
                        item.path(),
                        item.digests().sha384().value() + " in the proposed entry",
                        "not there",
                        "void the proposal and propose again");
            }
        }
        for (String digest : quoted) {
            if (!known.contains(digest)) {
                inspection.fail(
                        "entry-differs",
                        "proposed entry",
                        "digests of the promotion's evidence",
                        digest,
                        "void the proposal and propose again");
            }
        }
    }
}

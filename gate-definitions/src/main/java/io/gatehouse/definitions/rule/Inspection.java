package io.gatehouse.definitions.rule;

import io.gatehouse.audit.json.JsonFaultException;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.id.ArtefactId;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.rule.Rule;
import io.gatehouse.core.rule.RuleContext;
import io.gatehouse.core.rule.RuleResult;
import io.gatehouse.core.rule.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * One evaluation of one rule: collects findings and what was looked at. Confined to the calling
 * thread.
 */
final class Inspection {

    /** Greatest report that a rule parses, in bytes. */
    static final int MAX_REPORT = 8 * 1024 * 1024;

    /** A report of many faulty lines must not fill the journal with as many findings. */
    static final int MAX_FINDINGS = 200;

    private final Rule rule;
    private final RuleContext context;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Observation> looked = new ArrayList<>();
    private final Map<String, Set<JsonValue>> facts = new TreeMap<>();
    private boolean undecided;
    private boolean notApplicable;

    Inspection(Rule rule, RuleContext context) {
        this.rule = rule;
        this.context = context;
    }

    RuleContext context() {
        return context;
    }

    private Finding finding(
            String code, String subject, String expected, String observed, String remedy) {
        return Finding.of(rule.id().value(), code, subject, expected, observed, remedy)
                .at(context.step().source());
    }

    /** The requirement is not met, and doing the step again is the way. */
    void fail(String code, String subject, String expected, String observed, String remedy) {
        findings.add(finding(code, subject, expected, observed, remedy));
    }

    /** The requirement is not met, and a person's act settles it. */
    void pending(String code, String subject, String expected, String observed, String remedy) {
        findings.add(finding(code, subject, expected, observed, remedy).asPending());
    }

    /** It cannot be decided. */
    void error(String code, String subject, String expected, String observed, String remedy) {
        undecided = true;
        findings.add(finding(code, subject, expected, observed, remedy));
    }

    /** There is nothing that the rule is about; counts only where the definition allows it. */
    void notApplicable(String subject, String expected, String observed) {
        notApplicable = true;
        findings.add(
                finding(
                        "not-applicable",
                        subject,
                        expected,
                        observed,
                        "nothing to do where the definition allows it"));
    }

    boolean isClean() {
        return findings.isEmpty();
    }

    /** Notes that the rule's answer depends on the bytes of this piece of evidence. */
    void look(Observation observation) {
        if (!looked.contains(observation)) {
            looked.add(observation);
        }
    }

    /**
     * Notes something that the decision entry shall name; kept only if the rule passes.
     *
     * @param name {@link RuleResult#CI} or {@link RuleResult#DEVICES}
     */
    void fact(String name, JsonValue value) {
        facts.computeIfAbsent(name, n -> new LinkedHashSet<>()).add(value);
    }

    RuleResult result() {
        Verdict verdict = Verdict.PASS;
        if (undecided) {
            verdict = Verdict.ERROR;
        } else if (notApplicable && findings.size() == 1) {
            verdict = Verdict.NOT_APPLICABLE;
        } else if (!findings.isEmpty()) {
            verdict = Verdict.FAIL;
        }
        List<Digest> items = looked.stream().map(o -> o.item().digests().sha384()).toList();
        return new RuleResult(
                rule.id(),
                rule.version(),
                verdict,
                told(),
                items,
                verdict == Verdict.PASS ? facts() : JsonObject.EMPTY);
    }

    /** The first findings; those left out are counted and weigh as much as they would have. */
    private List<Finding> told() {
        if (findings.size() <= MAX_FINDINGS) {
            return findings;
        }
        List<Finding> rest = findings.subList(MAX_FINDINGS - 1, findings.size());
        Finding more =
                finding(
                        "more-findings",
                        context.step().id().value(),
                        "no further finding",
                        rest.size() + " more",
                        "settle those before and judge again");
        List<Finding> told = new ArrayList<>(findings.subList(0, MAX_FINDINGS - 1));
        told.add(rest.stream().allMatch(Finding::pending) ? more.asPending() : more);
        return told;
    }

    private JsonObject facts() {
        TreeMap<String, JsonValue> members = new TreeMap<>();
        facts.forEach((name, values) -> members.put(name, new JsonArray(List.copyOf(values))));
        return new JsonObject(members);
    }

    /** Evidence for an artefact of the step, whether or not it can be read. */
    List<Observation> all(ArtefactId artefact) {
        List<Observation> observations = context.evidence(artefact);
        observations.forEach(this::look);
        return observations;
    }

    /**
     * Evidence whose bytes are those that were recorded and can be read. A finding for everything
     * else, and one for none at all: a rule that looks at nothing must not pass.
     */
    List<Observation> readable(ArtefactId artefact) {
        return intact(artefact).stream().filter(this::hasContent).toList();
    }

    /**
     * Evidence whose bytes are those that were recorded, of any size and whether or not a rule may
     * see them. A finding for everything else, as {@link #readable} has it.
     */
    List<Observation> intact(ArtefactId artefact) {
        List<Observation> observations = all(artefact);
        if (observations.isEmpty()) {
            pending(
                    "missing",
                    artefact.value(),
                    "at least one file of artefact " + artefact + pathOf(artefact),
                    "none",
                    "attach the file to step " + context.step().id());
        }
        return observations.stream().filter(this::isIntact).toList();
    }

    private String pathOf(ArtefactId artefact) {
        return context.step().artefact(artefact).map(a -> " (" + a.path() + ")").orElse("");
    }

    /** Whether the bytes are those that were recorded; a finding where not. */
    boolean isIntact(Observation observation) {
        if (observation.now().isEmpty()) {
            error(
                    "unreadable",
                    observation.item().path(),
                    "a file that can be read",
                    observation.problem().isBlank() ? "could not be read" : observation.problem(),
                    "restore the file or its permissions");
            return false;
        }
        if (!observation.isUnchanged()) {
            fail(
                    "changed",
                    observation.item().path(),
                    observation.item().digests().sha384().value(),
                    observation.now().get().sha384().value(),
                    "restore the recorded file, or do step "
                            + observation.item().step()
                            + " again");
            return false;
        }
        return true;
    }

    private boolean hasContent(Observation observation) {
        boolean present =
                observation.content().filter(content -> content.size() <= MAX_REPORT).isPresent();
        if (!present) {
            error(
                    "no-content",
                    observation.item().path(),
                    "a file of at most " + MAX_REPORT + " bytes whose bytes may be read",
                    observation.item().secret()
                            ? "key material"
                            : observation.item().size() + " bytes",
                    "give the rule an artefact that it can read");
        }
        return present;
    }

    /** The file as one JSON value, or empty with a finding. */
    Optional<JsonValue> json(Observation observation) {
        try {
            return Optional.of(
                    StrictJson.readEvidence(observation.content().orElseThrow().bytes()).orThrow());
        } catch (JsonFaultException e) {
            malformed(observation.item().path(), "JSON (RFC 8259)", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** Evidence that cannot be understood says nothing either way. */
    void malformed(String subject, String expected, String observed) {
        error(
                "malformed",
                subject,
                expected,
                observed,
                "produce the file again with the tool that makes it");
    }
}

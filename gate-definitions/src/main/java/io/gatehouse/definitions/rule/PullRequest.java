package io.gatehouse.definitions.rule;

import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.id.ArtefactId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The change was reviewed: others than its author approved the pull request that was merged. */
public final class PullRequest extends AbstractRule {

    PullRequest() {
        super(
                "pull-request",
                false,
                "A signed report says that others than the author approved the merged change, and the change is this one.",
                Parameter.required(
                        "artefact", Parameter.Kind.ARTEFACT, "the signed report; every file of it"),
                Parameter.optional(
                        "min-approvers",
                        Parameter.Kind.COUNT,
                        "how many others than the author; 1 when absent"),
                Parameter.optional(
                        "diff",
                        Parameter.Kind.ARTEFACT,
                        "the Git diff whose SHA-384 the report quotes"),
                Parameter.optional(
                        "commit",
                        Parameter.Kind.TEXT,
                        "release (default): merged as the release's commit; or any"));
    }

    @Override
    public int version() {
        return 2;
    }

    @Override
    List<String> lintFurther(Reading given, StepDefinition step) {
        if (given.count("min-approvers", 1) < 1) {
            return List.of("parameter 'min-approvers' is below 1");
        }
        return List.of("release", "any").contains(given.maybeText("commit").orElse("release"))
                ? List.of()
                : List.of("parameter 'commit' is neither release nor any");
    }

    @Override
    void judge(Inspection inspection, Reading given) {
        for (Observation report : inspection.readable(given.artefact("artefact").orElseThrow())) {
            SignedReports.read(inspection, report, "pull-request", "merged_at")
                    .ifPresent(payload -> judge(inspection, given, report.item().path(), payload));
        }
    }

    private static void judge(
            Inspection inspection, Reading given, String path, JsonObject payload) {
        String author = payload.text("author").orElse("").strip();
        // accounts are the same whatever the case: one person must not count as two
        TreeSet<String> others = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        payload.array("approvers").stream()
                .filter(JsonString.class::isInstance)
                .map(v -> ((JsonString) v).value().strip())
                .filter(name -> !name.isEmpty() && !name.equalsIgnoreCase(author))
                .forEach(others::add);
        int least = given.count("min-approvers", 1);
        if (author.isBlank() || others.size() < least) {
            inspection.fail(
                    "not-reviewed",
                    path,
                    least + " approver(s) other than the author",
                    author.isBlank() ? "no author" : others.size() + " besides " + author,
                    "let somebody else review and approve the pull request");
        }
        String merged = payload.text("merge_commit").orElse("none");
        String commit = inspection.context().promotion().release().commit();
        if (given.maybeText("commit").orElse("release").equals("release")
                && !merged.equals(commit)) {
            inspection.fail(
                    "commit-differs",
                    path,
                    commit,
                    merged,
                    "promote the release that was built of the merged commit");
        }
        given.artefact("diff").ifPresent(diff -> compareDiff(inspection, path, payload, diff));
    }

    private static void compareDiff(
            Inspection inspection, String path, JsonObject payload, ArtefactId artefact) {
        Optional<Digest> quoted =
                payload.text("diff_sha384")
                        .map(hex -> hex.startsWith("sha384:") ? hex : "sha384:" + hex)
                        .filter(Digest::isDigest)
                        .map(Digest::parse);
        if (quoted.isEmpty()) {
            inspection.fail(
                    "no-diff-digest",
                    path,
                    "diff_sha384",
                    "none",
                    "make the report again with the digest");
            return;
        }
        for (Observation diff : inspection.all(artefact)) {
            if (inspection.isIntact(diff) && !diff.item().digests().matches(quoted.get())) {
                inspection.fail(
                        "diff-differs",
                        diff.item().path(),
                        quoted.get().value(),
                        diff.item().digests().sha384().value(),
                        "attach the diff of base and head that was reviewed");
            }
        }
        if (inspection.all(artefact).isEmpty()) {
            inspection.pending(
                    "missing", artefact.value(), "the Git diff", "none", "attach it to the step");
        }
    }
}

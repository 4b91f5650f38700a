package io.gatehouse.definitions.rule;

import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.RuleReference;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.EvidenceItem;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.id.RuleId;
import io.gatehouse.core.state.GrantRecord;
import io.gatehouse.core.state.InstallationView;
import io.gatehouse.core.state.PromotionState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The bundle is the one that was admitted to an environment: its manifest is, byte for byte, the
 * evidence that the gate to that environment judged before its standing grant.
 *
 * <p>Which evidence that is says the definition under which was granted: what its rules {@code
 * bundle-manifest} and {@code bundle-verified} looked at as {@code manifest}. A file that only
 * bears the same name was judged by nobody.
 */
public final class BundleSameAsAdmitted extends AbstractRule {

    private static final Set<RuleId> JUDGES =
            Set.of(new RuleId("bundle-manifest"), new RuleId("bundle-verified"));
    private static final String MANIFEST = "manifest";

    BundleSameAsAdmitted() {
        super(
                "bundle-same-as-admitted",
                false,
                "The manifest of the bundle is the very one that was admitted to the environment.",
                Parameter.required(
                        MANIFEST, Parameter.Kind.ARTEFACT, "manifest.json of the candidate"),
                Parameter.required(
                        "admitted-to",
                        Parameter.Kind.TEXT,
                        "the environment whose bundle is the other side"));
    }

    @Override
    List<String> lintFurther(Reading given, StepDefinition step) {
        return environment(given).isEmpty()
                ? List.of("parameter 'admitted-to' is not an environment")
                : List.of();
    }

    private static Optional<Environment> environment(Reading given) {
        return Arrays.stream(Environment.values())
                .filter(e -> e.name().equals(given.text("admitted-to")))
                .findFirst();
    }

    @Override
    void judge(Inspection inspection, Reading given) {
        Environment environment = environment(given).orElseThrow();
        Optional<Observation> candidate =
                OneFile.intact(inspection, given.artefact(MANIFEST).orElseThrow());
        InstallationView installation = inspection.context().installation();
        Optional<GrantRecord> grant =
                Optional.ofNullable(installation.environment().grants().get(environment));
        if (grant.isEmpty()) {
            inspection.fail(
                    "not-admitted",
                    environment.name(),
                    "a standing grant of " + environment,
                    "none",
                    "take the bundle through the gate to " + environment + " first");
            return;
        }
        List<Digest> admitted = admitted(installation, grant.get());
        if (admitted.size() != 1) {
            // none was judged, or nobody can say which one counts
            inspection.error(
                    "no-admitted-manifest",
                    environment.name(),
                    "one manifest that gate " + grant.get().gate() + " judged",
                    admitted.isEmpty() ? "none" : String.valueOf(admitted.size()),
                    "pass the gate to " + environment + " again, with the bundle's manifest");
            return;
        }
        candidate
                .filter(c -> !c.item().digests().sha384().equals(admitted.get(0)))
                .ifPresent(c -> refuse(inspection, environment, admitted.get(0), c));
    }

    private static void refuse(
            Inspection inspection, Environment environment, Digest admitted, Observation other) {
        inspection.fail(
                "other-bundle",
                other.item().path(),
                admitted + ", admitted to " + environment,
                other.item().digests().sha384().value(),
                "attach the manifest of the admitted bundle, or take this one through the gate to "
                        + environment);
    }

    /** Digests of the manifests that the gate judged, each once. */
    private static List<Digest> admitted(InstallationView installation, GrantRecord grant) {
        List<Digest> digests = new ArrayList<>();
        Optional<GateDefinition> gate = installation.definition(grant.definition());
        Optional<PromotionState> promotion = installation.promotion(grant.promotion());
        if (gate.isEmpty() || promotion.isEmpty()) {
            return digests;
        }
        for (StepDefinition step : gate.get().steps()) {
            List<String> judged = step.rules().flatMap(r -> manifestOf(r).stream()).toList();
            for (EvidenceItem item : promotion.get().evidenceOf(step.id())) {
                Digest digest = item.digests().sha384();
                if (judged.contains(item.artefact().value()) && !digests.contains(digest)) {
                    digests.add(digest);
                }
            }
        }
        return digests;
    }

    private static Optional<String> manifestOf(RuleReference reference) {
        return JUDGES.contains(reference.rule())
                ? reference.parameters().text(MANIFEST)
                : Optional.empty();
    }
}

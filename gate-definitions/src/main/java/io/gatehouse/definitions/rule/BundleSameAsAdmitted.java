package io.gatehouse.definitions.rule;

import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.RuleReference;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.EvidenceItem;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.id.ArtefactId;
import io.gatehouse.core.id.RuleId;
import io.gatehouse.core.state.GrantRecord;
import io.gatehouse.core.state.InstallationView;
import io.gatehouse.core.state.PromotionState;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The bundle is the one that was admitted to an environment: its manifest is, byte for byte, the
 * evidence that the gate to that environment judged before its standing grant.
 *
 * <p>Which evidence that is says the definition under which was granted: what its rules {@code
 * bundle-manifest} and {@code bundle-verified} looked at as {@code manifest}. A file that only
 * bears the same name was judged by nobody.
 *
 * <p>With {@code release}, a person of role {@code release} must have signed the archive that the
 * gate judged ({@link ReleaseSignature}).
 */
public final class BundleSameAsAdmitted extends AbstractRule {

    private static final Set<RuleId> JUDGES =
            Set.of(new RuleId("bundle-manifest"), new RuleId("bundle-verified"));
    private static final String MANIFEST = "manifest";
    private static final String ARCHIVE = "archive";
    private static final String RELEASE = "release";
    private static final String DEMAND = "release-signature";
    private static final String REQUIRED = "required";
    private static final String IF_PRESENT = "if-present";

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
                        "the environment whose bundle is the other side"),
                Parameter.optional(
                        RELEASE,
                        Parameter.Kind.ARTEFACT,
                        "the signature of the release, over the archive that was admitted"),
                Parameter.optional(
                        DEMAND,
                        Parameter.Kind.TEXT,
                        "required (when absent), or if-present: of the artefact 'release'"));
    }

    @Override
    public int version() {
        return 2;
    }

    @Override
    List<String> lintFurther(Reading given, StepDefinition step) {
        String demand = given.maybeText(DEMAND).orElse(REQUIRED);
        if (!List.of(REQUIRED, IF_PRESENT).contains(demand)) {
            return List.of("parameter '" + DEMAND + "' is neither required nor if-present");
        }
        if (given.maybeText(DEMAND).isPresent() && given.artefact(RELEASE).isEmpty()) {
            return List.of("parameter '" + DEMAND + "' needs the artefact '" + RELEASE + "'");
        }
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
        List<Digest> admitted =
                admitted(installation, grant.get(), MANIFEST).stream()
                        .map(item -> item.digests().sha384())
                        .toList();
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
        if (given.artefact(RELEASE).isPresent()) {
            released(inspection, given, admitted(installation, grant.get(), ARCHIVE));
        }
    }

    /** The archive is evidence of that gate; what was released is that one, or nothing. */
    private static void released(
            Inspection inspection, Reading given, List<EvidenceItem> archives) {
        ArtefactId artefact = given.artefact(RELEASE).orElseThrow();
        boolean there = !inspection.context().evidence(artefact).isEmpty();
        if (!there && given.maybeText(DEMAND).filter(IF_PRESENT::equals).isPresent()) {
            return;
        }
        if (!there) {
            inspection.pending(
                    "release-missing",
                    artefact.value(),
                    "the signature of a person of role release over the admitted archive",
                    "none",
                    "have it released with 'gatehouse bundle sign', and attach what that writes");
            return;
        }
        if (archives.size() != 1) {
            inspection.error(
                    "no-admitted-archive",
                    artefact.value(),
                    "one archive that rule bundle-verified judged",
                    archives.isEmpty() ? "none" : String.valueOf(archives.size()),
                    "pass that gate again, with the bundle's archive");
            return;
        }
        OneFile.readable(inspection, artefact)
                .ifPresent(file -> ReleaseSignature.judge(inspection, file, archives.get(0)));
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

    /** What the gate judged as that parameter, each content once. */
    private static List<EvidenceItem> admitted(
            InstallationView installation, GrantRecord grant, String parameter) {
        Map<Digest, EvidenceItem> items = new LinkedHashMap<>();
        Optional<GateDefinition> gate = installation.definition(grant.definition());
        Optional<PromotionState> promotion = installation.promotion(grant.promotion());
        if (gate.isEmpty() || promotion.isEmpty()) {
            return List.of();
        }
        for (StepDefinition step : gate.get().steps()) {
            List<String> judged = step.rules().flatMap(r -> judged(r, parameter).stream()).toList();
            for (EvidenceItem item : promotion.get().evidenceOf(step.id())) {
                if (judged.contains(item.artefact().value())) {
                    items.putIfAbsent(item.digests().sha384(), item);
                }
            }
        }
        return List.copyOf(items.values());
    }

    private static Optional<String> judged(RuleReference reference, String parameter) {
        return JUDGES.contains(reference.rule())
                ? reference.parameters().text(parameter)
                : Optional.empty();
    }
}

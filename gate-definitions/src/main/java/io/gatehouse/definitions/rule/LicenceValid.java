package io.gatehouse.definitions.rule;

import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.id.AdapterId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The licence file is genuine, stands in the registry, is in force for long enough, and is revoked
 * by nobody (runbook 2.3).
 *
 * <p>Every line of the registry must be genuine too. Where the chain is given, it must be unbroken
 * and cover every line, so that a line which was taken out whole is missed. Registry and chain put
 * back together to an earlier state fit each other: where the step provisions the licence itself,
 * both files must be those that the run left. Whether the licence is for this device, {@link
 * DeviceLicensed} asks.
 */
public final class LicenceValid extends AbstractRule {

    private static final AdapterId ADAPTER = new AdapterId("licensing");
    private static final Duration OLDEST = Duration.ofHours(12);

    /** Each line may take two questions about its code; a run of a rule has a thousand. */
    private static final int MOST = 490;

    LicenceValid() {
        super(
                "licence-valid",
                false,
                "The licence is genuine, registered, in force for a while and not revoked.",
                Parameter.required("registry", Parameter.Kind.ARTEFACT, "JSONL of licences"),
                Parameter.optional(
                        "chain", Parameter.Kind.ARTEFACT, "the chain of the registry's lines"),
                Parameter.required("licence", Parameter.Kind.ARTEFACT, "the licence, one file"),
                Parameter.optional(
                        "revocations", Parameter.Kind.ARTEFACT, "the signed revocation list"),
                Parameter.required("profiles", Parameter.Kind.TEXTS, "profiles that will do"),
                Parameter.required(
                        "min-remaining",
                        Parameter.Kind.DURATION,
                        "how long it must still be valid"),
                Parameter.optional(
                        "max-revocation-age",
                        Parameter.Kind.DURATION,
                        "greatest age of the revocation list; 12 hours when absent"));
    }

    @Override
    public boolean canStand() {
        return true;
    }

    @Override
    void judge(Inspection inspection, Reading given) {
        Optional<Observation> registry = file(inspection, given, "registry");
        Optional<Observation> file = file(inspection, given, "licence");
        registry.ifPresent(r -> ownRun(inspection, r, "registry_sha384"));
        file.ifPresent(f -> ownRun(inspection, f, "licence_sha384"));
        Optional<LicenceLines> lines =
                registry.flatMap(r -> LicenceLines.read(inspection, r, MOST));
        Optional<CodedEnvelope> envelope = file.flatMap(f -> CodedEnvelope.read(inspection, f));
        Optional<Licence> licence =
                envelope.flatMap(
                        e -> Licence.read(inspection, file.get().item().path(), e.payload()));
        licence.filter(l -> l.id().isEmpty())
                .ifPresent(l -> refusePlain(inspection, file.get().item().path()));
        if (lines.isPresent() && licence.isPresent()) {
            judge(inspection, given, lines.get(), envelope.get(), file.get().item().path());
        }
        chain(inspection, given, lines);
        if (given.artefact("revocations").isPresent()) {
            file(inspection, given, "revocations")
                    .flatMap(f -> RevokedLicences.read(inspection, f))
                    .ifPresent(
                            list ->
                                    list.judge(
                                            inspection,
                                            licence.flatMap(Licence::id),
                                            given.duration("max-revocation-age").orElse(OLDEST)));
        }
    }

    private static Optional<Observation> file(Inspection inspection, Reading given, String name) {
        return OneFile.readable(inspection, given.artefact(name).orElseThrow());
    }

    private static void ownRun(Inspection inspection, Observation file, String fact) {
        OwnRun.demand(inspection, file, ADAPTER, "the provisioning", fact);
    }

    private static void judge(
            Inspection inspection,
            Reading given,
            LicenceLines registry,
            CodedEnvelope licence,
            String path) {
        registry.refuseTwice(inspection);
        Optional<LicenceLines.Line> line =
                registry.lines().stream().filter(l -> l.envelope().isSame(licence)).findFirst();
        registry.areGenuine(inspection, line);
        if (line.isEmpty()) {
            inspection.fail(
                    "not-registered",
                    path,
                    "a licence that stands in " + registry.path(),
                    "none of its " + registry.lines().size() + " lines",
                    "provision it with 'gatehouse licence provision', which registers it");
            licence.isValid(inspection, path, Licence.PURPOSES, inspection.context().asOf());
            return;
        }
        List<String> profiles = given.texts("profiles");
        Duration ahead = given.duration("min-remaining").orElseThrow();
        registry.doubt(line.get(), inspection.context().asOf(), profiles, ahead, true)
                .or(() -> subscription(licence))
                .ifPresent(doubt -> refuse(inspection, path, profiles, ahead, doubt));
    }

    /** Its form is documented nowhere: a term that cannot be checked is not fulfilled. */
    private static Optional<String> subscription(CodedEnvelope licence) {
        return licence.payload().has("subscription")
                ? Optional.of("bound to a subscription, whose terms nobody can check")
                : Optional.empty();
    }

    private static void refuse(
            Inspection inspection,
            String path,
            List<String> profiles,
            Duration ahead,
            String doubt) {
        inspection.fail(
                "licence-not-valid",
                path,
                "a licence of profile " + profiles + ", in force for " + ahead + " more",
                doubt,
                "have its successor issued, and attach that with the registry");
    }

    private static void refusePlain(Inspection inspection, String path) {
        inspection.fail(
                "plain-licence",
                path,
                "a licence with an id",
                "none, so that nobody can revoke it",
                "issue it for the device's fingerprint document, so that it has an id");
    }

    private static void chain(
            Inspection inspection, Reading given, Optional<LicenceLines> registry) {
        if (given.artefact("chain").isPresent()) {
            Optional<LicenceChain> chain =
                    file(inspection, given, "chain").flatMap(f -> LicenceChain.read(inspection, f));
            if (chain.isPresent() && registry.isPresent()) {
                chain.get().judge(inspection, registry.get());
            }
        }
    }
}

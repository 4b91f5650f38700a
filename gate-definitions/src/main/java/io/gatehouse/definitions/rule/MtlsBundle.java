package io.gatehouse.definitions.rule;

import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.id.ArtefactId;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A bundle for mutual TLS holds together (runbook RB-3.1; plan: certificates rotated every 90
 * days): two leaves made for their part, one authority that vouches for both, metadata and a
 * registry of rotations that are about these very files.
 *
 * <p>Whether a private key belongs to its certificate cannot be seen here: keys are evidence by
 * digest. The metadata say so, and their digests of the key files are compared with the evidence.
 */
public final class MtlsBundle extends AbstractRule {

    static final String REMEDY = "generate a new bundle and record its rotation";
    private static final Duration ROTATION = Duration.ofDays(90);

    MtlsBundle() {
        super(
                "mtls-bundle",
                false,
                "Server and client certificate chain to the bundle's authority, fit their purpose and time, and are those that metadata and rotation registry name.",
                Parameter.required("ca", Parameter.Kind.ARTEFACT, "the authority, PEM"),
                Parameter.required("server", Parameter.Kind.ARTEFACT, "server certificate, PEM"),
                Parameter.required("client", Parameter.Kind.ARTEFACT, "client certificate, PEM"),
                Parameter.required("metadata", Parameter.Kind.ARTEFACT, "bundle.json"),
                Parameter.required(
                        "registry", Parameter.Kind.ARTEFACT, "JSON of <key>::<purpose> to time"),
                Parameter.optional(
                        "keys",
                        Parameter.Kind.ARTEFACT,
                        "private keys, by digest: those that the metadata name"),
                Parameter.optional(
                        "archive", Parameter.Kind.ARTEFACT, "the packed bundle, by digest"),
                Parameter.optional(
                        "min-remaining",
                        Parameter.Kind.DURATION,
                        "how long every certificate must still be valid"),
                Parameter.optional(
                        "max-validity",
                        Parameter.Kind.DURATION,
                        "greatest time from not-before to not-after"),
                Parameter.optional(
                        "rotation", Parameter.Kind.DURATION, "greatest age of a rotation; P90D"));
    }

    /** 2: a leaf has the purpose of its part and no other. */
    @Override
    public int version() {
        return 2;
    }

    @Override
    public boolean canStand() {
        return true;
    }

    @Override
    void judge(Inspection inspection, Reading given) {
        Map<TlsPart, PemCertificate> certificates = new EnumMap<>(TlsPart.class);
        Map<TlsPart, Observation> files = new EnumMap<>(TlsPart.class);
        for (TlsPart part : TlsPart.values()) {
            Optional<Observation> file = single(inspection, given, part.code());
            file.ifPresent(f -> files.put(part, f));
            file.flatMap(f -> PemCertificate.read(inspection, f))
                    .ifPresent(c -> certificates.put(part, c));
        }
        CertificateProfile profile = new CertificateProfile(inspection, given);
        certificates.forEach(profile::judge);
        judgeChain(inspection, certificates);
        byDigest(inspection, given, "archive");
        Optional<List<Observation>> keys = byDigest(inspection, given, "keys");
        Optional<BundleMetadata> metadata =
                report(inspection, given, "metadata").map(BundleMetadata::new);
        metadata.ifPresent(
                m -> {
                    m.judge(certificates, files);
                    m.judgeKeys(keys);
                });
        Optional<ReportPart> registry = report(inspection, given, "registry");
        Optional<String> bundle = metadata.flatMap(BundleMetadata::bundle);
        if (registry.isPresent() && bundle.isPresent()) {
            new RotationRegistry(inspection, given.duration("rotation").orElse(ROTATION))
                    .judge(registry.get(), bundle.get(), certificates);
        }
    }

    private static void judgeChain(
            Inspection inspection, Map<TlsPart, PemCertificate> certificates) {
        Optional<PemCertificate> authority = Optional.ofNullable(certificates.get(TlsPart.CA));
        authority.ifPresent(a -> CertificateChain.judgeRoot(inspection, a));
        Map<String, String> owners = new HashMap<>();
        certificates.forEach(
                (part, file) -> {
                    if (part != TlsPart.CA && authority.isPresent()) {
                        CertificateChain.judge(inspection, authority.get(), file);
                    }
                    String key = file.certificate().getPublicKey().toString();
                    String other = owners.putIfAbsent(key, file.path());
                    if (other != null) {
                        // who holds one part's key could then stand in for another part
                        inspection.fail(
                                "shared-key",
                                file.path(),
                                "a key of its own",
                                "the key of " + other,
                                REMEDY);
                    }
                });
    }

    /** The one file of an artefact; a finding for every further one. */
    private static Optional<Observation> single(
            Inspection inspection, Reading given, String parameter) {
        ArtefactId artefact = given.artefact(parameter).orElseThrow();
        List<Observation> files = inspection.readable(artefact);
        if (inspection.all(artefact).size() > 1) {
            inspection.fail(
                    "several-files",
                    artefact.value(),
                    "one file",
                    inspection.all(artefact).size() + " files",
                    "attach only the file that will be used");
            return Optional.empty();
        }
        return files.stream().findFirst();
    }

    private static Optional<ReportPart> report(
            Inspection inspection, Reading given, String parameter) {
        return single(inspection, given, parameter)
                .filter(
                        f ->
                                !PemCertificate.holdsKey(
                                        inspection,
                                        f.item().path(),
                                        f.content().orElseThrow().bytes()))
                .flatMap(f -> ReportPart.of(inspection, f));
    }

    /** Files that are never read: there, and the bytes those that were recorded. */
    private static Optional<List<Observation>> byDigest(
            Inspection inspection, Reading given, String parameter) {
        Optional<ArtefactId> artefact = given.artefact(parameter);
        if (artefact.isEmpty()) {
            return Optional.empty();
        }
        List<Observation> files = inspection.all(artefact.get());
        if (files.isEmpty()) {
            inspection.pending(
                    "missing",
                    artefact.get().value(),
                    "at least one file of artefact " + artefact.get(),
                    "none",
                    "attach the file to step " + inspection.context().step().id());
        }
        return Optional.of(files.stream().filter(inspection::isIntact).toList());
    }
}

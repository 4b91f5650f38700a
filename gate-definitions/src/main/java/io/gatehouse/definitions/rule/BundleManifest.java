package io.gatehouse.definitions.rule;

import io.gatehouse.audit.json.Timestamps;
import io.gatehouse.core.command.Statement;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.id.ArtefactId;
import io.gatehouse.core.json.JsonNull;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The manifest of an OEM bundle, its detached signature, and the bundler's report: the manifest is
 * well formed, the signature is about these very bytes and genuine, and the bundler found no
 * discrepancy.
 */
public final class BundleManifest extends AbstractRule {

    private static final List<String> PLATFORMS = List.of("linux", "macos", "windows");
    private static final List<String> FOLDERS = List.of("bootstrap", "config", "daemon", "ui");
    private static final Pattern VERSION =
            Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?");

    /** Keys of the existing bundler, and ours, which sign bundles here. */
    private static final List<String> PURPOSES = List.of("bundle", "bundle-signing");

    private static final Set<String> CODED = Set.of("path", "sha384");

    BundleManifest() {
        super(
                "bundle-manifest",
                false,
                "The bundle's manifest is well formed and genuinely signed, and the bundler reports no discrepancy.",
                Parameter.required("manifest", Parameter.Kind.ARTEFACT, "manifest.json"),
                Parameter.required("signature", Parameter.Kind.ARTEFACT, "manifest.sig"),
                Parameter.optional(
                        "report",
                        Parameter.Kind.ARTEFACT,
                        "the bundler's report; every file of it"),
                Parameter.optional(
                        "platforms",
                        Parameter.Kind.TEXTS,
                        "platforms that will do; linux, macos and windows when absent"));
    }

    /** 4: takes codes of keys of purpose bundle-signing too. */
    @Override
    public int version() {
        return 4;
    }

    @Override
    void judge(Inspection inspection, Reading given) {
        Optional<Observation> manifest =
                OneFile.readable(inspection, given.artefact("manifest").orElseThrow());
        Optional<Observation> signature =
                OneFile.readable(inspection, given.artefact("signature").orElseThrow());
        Optional<JsonObject> read = manifest.flatMap(m -> object(inspection, m));
        read.ifPresent(m -> manifest(inspection, given, manifest.get().item().path(), m));
        if (manifest.isPresent() && signature.isPresent()) {
            signature(inspection, manifest.get(), signature.get());
        }
        Optional<ArtefactId> report = given.artefact("report");
        report.map(inspection::readable)
                .orElse(List.of())
                .forEach(
                        r ->
                                object(inspection, r)
                                        .ifPresent(
                                                o ->
                                                        BundlerReport.judge(
                                                                inspection,
                                                                r.item().path(),
                                                                o,
                                                                manifest,
                                                                read)));
    }

    private static Optional<JsonObject> object(Inspection inspection, Observation file) {
        Optional<JsonValue> value = inspection.json(file);
        if (value.isPresent() && !(value.get() instanceof JsonObject)) {
            inspection.malformed(file.item().path(), "an object", "another value");
        }
        return value.filter(JsonObject.class::isInstance).map(JsonObject.class::cast);
    }

    private static void manifest(
            Inspection inspection, Reading given, String path, JsonObject manifest) {
        List<String> platforms =
                given.parameters().has("platforms") ? given.texts("platforms") : PLATFORMS;
        require(inspection, path, manifest, "bundle", "core-oem"::equals, "core-oem");
        require(
                inspection,
                path,
                manifest,
                "platform",
                p -> PLATFORMS.contains(p) && platforms.contains(p),
                "one of " + platforms);
        require(
                inspection,
                path,
                manifest,
                "version",
                v -> VERSION.matcher(v).matches(),
                "1 to 64 of A-Z, a-z, 0-9, '.', '_', '-', first and last a letter or digit");
        Optional<Instant> created = manifest.text("created").flatMap(Timestamps::parse);
        if (created.isEmpty()
                || created.get().isAfter(inspection.context().asOf().plus(Statement.SKEW))) {
            refuse(
                    inspection,
                    path + " created",
                    "a UTC time not after " + inspection.context().asOf(),
                    Shown.value(manifest.find("created")));
        }
        BundleFiles files = new BundleFiles(inspection, path);
        files.judge(manifest.find("files").orElse(JsonNull.NULL));
        List<String> missing = files.missing(FOLDERS);
        if (!missing.isEmpty()) {
            refuse(
                    inspection,
                    path + " files",
                    "files in each of " + FOLDERS,
                    "none in " + missing);
        }
    }

    private static void require(
            Inspection inspection,
            String path,
            JsonObject manifest,
            String member,
            Predicate<String> demand,
            String expected) {
        if (manifest.text(member).filter(demand).isEmpty()) {
            refuse(inspection, path + " " + member, expected, Shown.value(manifest.find(member)));
        }
    }

    private static void refuse(
            Inspection inspection, String subject, String expected, String observed) {
        inspection.fail(
                "manifest-refused",
                subject,
                expected,
                observed,
                "build the bundle again with the bundler");
    }

    private static void signature(
            Inspection inspection, Observation manifest, Observation signature) {
        String path = signature.item().path();
        Optional<CodedEnvelope> envelope = CodedEnvelope.read(inspection, signature);
        if (envelope.isEmpty()) {
            return;
        }
        JsonObject payload = envelope.get().payload();
        Digest digest = manifest.item().digests().sha384();
        boolean ofThis =
                payload.names().equals(CODED)
                        && payload.text("path").equals(Optional.of("manifest.json"))
                        && payload.text("sha384").equals(Optional.of(digest.hex()));
        if (!ofThis) {
            inspection.fail(
                    "other-manifest",
                    path,
                    "path manifest.json, sha384 " + digest.hex(),
                    Shown.value(payload.find("path")) + ", " + Shown.value(payload.find("sha384")),
                    "attach the signature that was made for this manifest");
        }
        envelope.get().isValid(inspection, path, PURPOSES, inspection.context().asOf());
    }
}

package io.gatehouse.adapter.oembundle;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Judges what one reading found: the manifest, its signature, every file, and the configuration's
 * signatures. Pure; confined to one thread.
 */
final class ContentsJudge {

    /** How far the clock of the machine that built may run ahead. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private static final List<String> FOLDERS = List.of("bootstrap", "config", "daemon", "ui");

    private final BundleContents contents;
    private final BundleKeys keys;
    private final VerifyOptions options;
    private final FindingList findings;

    ContentsJudge(
            BundleContents contents, BundleKeys keys, VerifyOptions options, FindingList findings) {
        this.contents = contents;
        this.keys = keys;
        this.options = options;
        this.findings = findings;
    }

    /** What was established; means nothing while there are findings. */
    record Established(
            BundleManifest manifest,
            Digest digest,
            Optional<String> keyId,
            Optional<String> fingerprint) {}

    /** Judges; empty when there is no manifest to speak of. */
    Optional<Established> judge() {
        contents.emptyFolders()
                .forEach(
                        f ->
                                findings.add(
                                        BundleCode.FOLDER_EXTRA,
                                        f,
                                        "folders with files in them",
                                        "an empty one"));
        Optional<byte[]> bytes = contents.document(BundleManifest.FILE);
        if (bytes.isEmpty()) {
            findings.add(BundleCode.MANIFEST_MISSING, BundleManifest.FILE, "a manifest", "none");
            return Optional.empty();
        }
        Optional<BundleManifest> read = ManifestReader.read(bytes.get(), findings);
        if (read.isEmpty()) {
            return Optional.empty();
        }
        BundleManifest manifest = read.get();
        demands(manifest);
        SignatureJudge signatures = new SignatureJudge(keys, options, manifest.created(), findings);
        String digest = contents.files().get(BundleManifest.FILE).sha384();
        signature(signatures, BundleManifest.FILE, BundleManifest.SIGNATURE, digest);
        FileJudge.judge(manifest, contents.files(), findings);
        configuration(signatures);
        Optional<String> fingerprint = fingerprint(signatures);
        return Optional.of(
                new Established(
                        manifest,
                        Digest.parse("sha384:" + digest),
                        signatures.keyId(),
                        fingerprint));
    }

    private void demands(BundleManifest manifest) {
        if (manifest.isLegacy() && !options.allowLegacy()) {
            findings.add(
                    BundleCode.MANIFEST_REFUSED,
                    BundleManifest.FILE + " files",
                    "size and mode of each file",
                    "neither");
        }
        if (manifest.created().isAfter(options.asOf().plus(SKEW))) {
            findings.add(
                    BundleCode.MANIFEST_REFUSED,
                    BundleManifest.FILE + " created",
                    "a time not after " + options.asOf(),
                    manifest.created().toString());
        }
        options.platform()
                .filter(p -> p != manifest.platform())
                .ifPresent(
                        p ->
                                findings.add(
                                        BundleCode.PLATFORM_DIFFERS,
                                        BundleManifest.FILE,
                                        p.text(),
                                        manifest.platform().text()));
        options.version()
                .filter(v -> !v.equals(manifest.version()))
                .ifPresent(
                        v ->
                                findings.add(
                                        BundleCode.VERSION_DIFFERS,
                                        BundleManifest.FILE,
                                        v,
                                        manifest.version()));
        for (String folder : FOLDERS) {
            if (manifest.files().stream().noneMatch(f -> f.path().startsWith(folder + "/"))) {
                findings.add(BundleCode.FOLDER_MISSING, folder, "files in it", "none");
            }
        }
    }

    private void signature(SignatureJudge signatures, String path, String file, String digest) {
        Optional<byte[]> bytes = contents.document(file);
        if (bytes.isEmpty()) {
            BundleCode code =
                    path.equals(BundleManifest.FILE)
                            ? BundleCode.MANIFEST_UNSIGNED
                            : BundleCode.CONFIG_UNSIGNED;
            findings.add(code, path, "a signature beside it", "none");
            return;
        }
        Optional<JsonObject> payload = signatures.judge(file, bytes.get());
        JsonObject expected = SignedDocument.payload(path, digest);
        if (payload.isPresent() && !payload.get().equals(expected)) {
            findings.add(
                    BundleCode.SIGNATURE_OTHER,
                    file,
                    path + " " + digest,
                    payload.get().text("path").orElse("none")
                            + " "
                            + payload.get().text("sha384").orElse("none"));
        }
    }

    private void configuration(SignatureJudge signatures) {
        Map<String, MeasuredFile> files = contents.files();
        for (MeasuredFile file : files.values()) {
            String path = file.path();
            if (!path.startsWith("config/") || path.equals(FingerprintDocument.PATH)) {
                continue;
            }
            if (path.indexOf('/', "config/".length()) > 0) {
                findings.add(
                        BundleCode.CONFIG_NESTED, path, "files directly in config", "a folder");
            } else if (!path.endsWith(".sig")) {
                signature(signatures, path, path + ".sig", file.sha384());
            } else if (!files.containsKey(path.substring(0, path.length() - 4))) {
                findings.add(
                        BundleCode.CONFIG_SIGNATURE_ORPHAN, path, "the file that it signs", "none");
            }
        }
    }

    private Optional<String> fingerprint(SignatureJudge signatures) {
        Optional<byte[]> bytes = contents.document(FingerprintDocument.PATH);
        if (bytes.isEmpty()) {
            findings.add(
                    BundleCode.FINGERPRINT_MISSING,
                    FingerprintDocument.PATH,
                    "the document",
                    "none");
            return Optional.empty();
        }
        Optional<JsonObject> payload = signatures.judge(FingerprintDocument.PATH, bytes.get());
        Optional<String> fingerprint = payload.flatMap(FingerprintDocument::fingerprint);
        if (payload.isPresent() && fingerprint.isEmpty()) {
            findings.add(
                    BundleCode.FINGERPRINT_MALFORMED,
                    FingerprintDocument.PATH,
                    "fingerprint and generated_at",
                    "another form");
        }
        return fingerprint;
    }
}

package io.gatehouse.adapter.oembundle;

import io.gatehouse.core.digest.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Verifies a bundle without unpacking it, and without trusting what it says of itself.
 *
 * <p>The archive is read once, strictly, and digested on the way; memory does not grow with the
 * size of files. Every fault that can be told apart is reported, not the first alone. Thread-safe.
 */
public final class BundleVerifier {

    /** The placeholder of a bundle that is for no device yet, as the existing builder writes it. */
    public static final String UNPROVISIONED = "UNPROVISIONED";

    private final BundleKeys keys;

    public BundleVerifier(BundleKeys keys) {
        this.keys = keys;
    }

    /** Verifies an archive. */
    public Verification verify(Path archive, VerifyOptions options) {
        return verify(archive, options, Optional.empty());
    }

    /** Verifies, and hands each file's content to a sink on the way: before it is judged. */
    Verification verify(Path archive, VerifyOptions options, Optional<BundleContents.Sink> sink) {
        FindingList findings = new FindingList();
        try {
            BundleContents contents = new BundleContents(options.limits(), findings, sink);
            ArchiveReader reader = ArchiveReader.of(archive, options.limits());
            ArchiveReader.Packed packed = reader.read(contents);
            Digest digest = packed.sha384();
            options.archive()
                    .filter(d -> !d.equals(digest))
                    .ifPresent(
                            d ->
                                    findings.add(
                                            BundleCode.ARCHIVE_DIFFERS,
                                            "archive",
                                            d.value(),
                                            digest.value()));
            Optional<ContentsJudge.Established> established =
                    new ContentsJudge(contents, keys, options, findings).judge();
            established
                    .filter(e -> !reader.fits(e.manifest().platform()))
                    .ifPresent(
                            e ->
                                    findings.add(
                                            BundleCode.CONTAINER_DIFFERS,
                                            "archive",
                                            e.manifest().platform().extension(),
                                            "the container of another platform"));
            boolean released =
                    options.releases()
                            .filter(
                                    keys ->
                                            new ReleaseJudge(keys, options.asOf(), findings)
                                                    .judge(archive, digest, packed.size()))
                            .isPresent();
            options.p256().ifPresent(key -> P256Judge.judge(archive, digest, key, findings));
            if (findings.isEmpty()) {
                return verified(established.orElseThrow(), digest, packed.size(), released);
            }
        } catch (ArchiveFaultException e) {
            findings.add(e.finding());
        } catch (IOException e) {
            findings.add(
                    BundleCode.ARCHIVE_UNREADABLE,
                    String.valueOf(archive.getFileName()),
                    "a file that can be read",
                    "it cannot");
        }
        return findings.isUndecided()
                ? new Verification.NotDecided(findings.all())
                : new Verification.Refused(findings.all());
    }

    private static Verification verified(
            ContentsJudge.Established established, Digest archive, long size, boolean released) {
        BundleManifest manifest = established.manifest();
        String fingerprint = established.fingerprint().orElseThrow();
        List<BundleNote> notes = new ArrayList<>();
        if (established.keyId().isEmpty()) {
            notes.add(BundleNote.LEGACY_KEY);
        }
        if (manifest.isLegacy()) {
            notes.add(BundleNote.LEGACY_MANIFEST);
        }
        if (fingerprint.equals(UNPROVISIONED)) {
            notes.add(BundleNote.NOT_PROVISIONED);
        }
        if (released) {
            notes.add(BundleNote.RELEASED);
        }
        return new Verification.Verified(
                new VerifiedBundle(
                        archive,
                        size,
                        manifest,
                        established.digest(),
                        established.keyId(),
                        fingerprint),
                notes);
    }
}

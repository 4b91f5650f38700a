package io.gatehouse.adapter.oembundle;

import io.gatehouse.core.evidence.Content;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The parts of one bundle, measured and signed, before any of it is packed.
 *
 * @param parts in order of their components
 * @param signature the bytes of {@code manifest.sig}
 */
record BundleAssembly(BundleManifest manifest, List<BundlePart> parts, Content signature) {

    private static final Instant EARLIEST = Instant.parse("1980-01-01T00:00:00Z");

    /** Either an assembly or the reasons why there is none. */
    sealed interface Attempt {
        record Done(BundleAssembly assembly) implements Attempt {}

        record Refused(List<Finding> findings) implements Attempt {}
    }

    static Attempt of(BundleRequest request, BundleKey key, Instant now) {
        BundlePlan plan = new BundlePlan(request);
        List<Finding> findings = new ArrayList<>(demands(request, key, now));
        findings.addAll(plan.findings());
        if (!findings.isEmpty()) {
            return new Attempt.Refused(findings);
        }
        SortedMap<String, BundlePart> parts = new TreeMap<>(PathRules.ORDER);
        long total = 0;
        for (Map.Entry<String, BundlePlan.Planned> entry : plan.files().entrySet()) {
            String path = entry.getKey();
            try {
                BundlePart part =
                        BundlePart.measured(
                                path, entry.getValue().mode(), entry.getValue().source());
                total += part.size();
                parts.put(path, part);
                if (part.size() > BundleLimits.STANDARD.fileBytes()
                        || total > largest(request.platform())) {
                    return refused(BuildCode.TOO_LARGE.at(path, "a smaller bundle", "larger"));
                }
            } catch (IOException e) {
                return refused(BuildCode.INPUT_MISSING.at(path, "a file that can be read", "none"));
            }
            if (path.startsWith("config/")) {
                String signature = path + ".sig";
                parts.put(
                        signature,
                        BundlePart.made(
                                signature,
                                SignedDocument.sign(
                                        SignedDocument.payload(path, parts.get(path).sha384()),
                                        key)));
            }
        }
        parts.put(
                FingerprintDocument.PATH,
                BundlePart.made(
                        FingerprintDocument.PATH,
                        SignedDocument.sign(
                                FingerprintDocument.payload(
                                        request.fingerprint(), request.released()),
                                key)));
        return new Attempt.Done(signed(request, parts, key));
    }

    private static BundleAssembly signed(
            BundleRequest request, SortedMap<String, BundlePart> parts, BundleKey key) {
        BundleManifest manifest =
                new BundleManifest(
                        request.platform(),
                        request.version(),
                        request.released(),
                        parts.values().stream().map(BundlePart::row).toList());
        BundlePart file = BundlePart.made(BundleManifest.FILE, manifest.bytes());
        byte[] signature =
                SignedDocument.sign(
                        SignedDocument.payload(BundleManifest.FILE, file.sha384()), key);
        List<BundlePart> all = new ArrayList<>();
        // first, so that a reader of the stream knows what is to come
        all.add(file);
        all.add(BundlePart.made(BundleManifest.SIGNATURE, signature));
        all.addAll(parts.values());
        return new BundleAssembly(manifest, List.copyOf(all), Content.of(signature));
    }

    /** Zip files stay below the sizes that need their 64-bit form. */
    private static long largest(Platform platform) {
        return platform == Platform.WINDOWS ? 4_000_000_000L : BundleLimits.STANDARD.totalBytes();
    }

    private static List<Finding> demands(BundleRequest request, BundleKey key, Instant now) {
        List<Finding> findings = new ArrayList<>();
        if (!BundleManifest.VERSION.matcher(request.version()).matches()) {
            findings.add(
                    BuildCode.VERSION_REFUSED.at(
                            "version", "1 to 64 plain characters", request.version()));
        }
        if (!FingerprintDocument.FINGERPRINT.matcher(request.fingerprint()).matches()) {
            findings.add(
                    BuildCode.FINGERPRINT_REFUSED.at(
                            "fingerprint", "a fingerprint or placeholder", request.fingerprint()));
        }
        if (request.released().isBefore(EARLIEST)
                || request.released().isAfter(now)
                || !request.released().equals(request.released().truncatedTo(ChronoUnit.SECONDS))) {
            findings.add(
                    BuildCode.TIME_REFUSED.at(
                            "released",
                            "whole seconds from " + EARLIEST + " to " + now,
                            request.released().toString()));
        }
        key.objection(now)
                .or(() -> key.objection(request.released()))
                .ifPresent(
                        code ->
                                findings.add(
                                        BuildCode.KEY_REFUSED.at(
                                                "key " + key.id(),
                                                "32 bytes or more, in force",
                                                code.code())));
        return findings;
    }

    private static Attempt refused(Finding finding) {
        return new Attempt.Refused(List.of(finding));
    }
}

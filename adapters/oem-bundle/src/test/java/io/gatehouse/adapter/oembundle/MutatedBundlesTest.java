package io.gatehouse.adapter.oembundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.digest.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives and manifests changed at random: none is accepted, none breaks the reader. */
class MutatedBundlesTest {

    private static final int RUNS = Boolean.getBoolean("gatehouse.campaign") ? 100_000 : 600;
    private static final BundleLimits SMALL = new BundleLimits(500, 1 << 20, 4 << 20, 200);

    @TempDir private Path folder;

    private static byte[] mutated(byte[] bytes, Random random) {
        byte[] changed = bytes.clone();
        switch (random.nextInt(4)) {
            case 0 -> changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
            case 1 -> {
                for (int i = 0; i < 8; i++) {
                    changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
                }
            }
            case 2 -> changed = Arrays.copyOf(changed, random.nextInt(changed.length));
            default -> {
                int from = random.nextInt(changed.length);
                int length = Math.min(random.nextInt(600), changed.length - from);
                System.arraycopy(
                        bytes, random.nextInt(changed.length - length + 1), changed, from, length);
            }
        }
        return changed;
    }

    /** Runs; the number of inputs that differed from the sound one. */
    private int refused(byte[] sound, boolean gzip, long seed) throws IOException {
        Random random = new Random(seed);
        BundleVerifier verifier = new BundleVerifier(Draft.trusted());
        VerifyOptions options = VerifyOptions.at(Draft.NOW).withLimits(SMALL);
        Path file = folder.resolve("mutated");
        Files.write(file, gzip ? Draft.gzip(sound) : sound);
        Digest manifest = manifest(verifier.verify(file, options));
        int tried = 0;
        for (int i = 0; i < RUNS; i++) {
            byte[] bytes = mutated(sound, random);
            if (Arrays.equals(bytes, sound)) {
                continue;
            }
            Files.write(file, gzip ? Draft.gzip(bytes) : bytes);
            Verification verification = verifier.verify(file, options);
            if (!(verification instanceof Verification.Refused)) {
                same(verification, manifest, seed, i);
            }
            tried++;
        }
        return tried;
    }

    private static Digest manifest(Verification verification) {
        assertThat(verification).isInstanceOf(Verification.Verified.class);
        return ((Verification.Verified) verification).bundle().manifestDigest();
    }

    /**
     * Times in headers and zeros behind the last entry are in no file that is installed, and nobody
     * signed them: the digest of the archive tells such archives apart, and nothing else may
     * differ.
     */
    private static void same(Verification verification, Digest manifest, long seed, int run) {
        assertThat(manifest(verification)).as("seed %d run %d", seed, run).isEqualTo(manifest);
    }

    @Test
    void shouldRefuseMutatedArchives() throws IOException {
        Draft windows = new Draft();
        windows.platform = "windows";
        assertThat(refused(new Draft().seal().archive(), false, 11)).isGreaterThan(RUNS / 2);
        assertThat(refused(windows.seal().archive(), false, 12)).isGreaterThan(RUNS / 2);
        assertThat(refused(Draft.tar(new Draft().seal().entries), true, 13))
                .isGreaterThan(RUNS / 2);
    }

    @Test
    void shouldRefuseMutatedManifestsSignaturesAndFingerprints() throws IOException {
        int tried = 0;
        for (String path :
                new String[] {
                    "manifest.json",
                    "manifest.sig",
                    "config/core.yaml.sig",
                    "config/fingerprint.expected.json"
                }) {
            long seed = path.hashCode();
            Random random = new Random(seed);
            BundleVerifier verifier = new BundleVerifier(Draft.trusted());
            Path file = folder.resolve("mutated");
            for (int i = 0; i < RUNS / 4; i++) {
                Draft draft = new Draft().seal();
                byte[] sound = draft.entries.get(draft.at(path)).content();
                byte[] bytes = mutated(sound, random);
                if (bytes.length == 0 || Arrays.equals(bytes, sound)) {
                    continue;
                }
                draft.change(path, e -> Draft.Raw.file(e.name(), e.mode(), bytes));
                Files.write(file, draft.archive());
                Verification verification =
                        verifier.verify(file, VerifyOptions.at(Draft.NOW).withLimits(SMALL));
                // the signature's own file is in no manifest: its white space is nobody's statement
                boolean signature = path.equals("manifest.sig");
                if (!signature || !sameDocument(bytes, sound)) {
                    assertThat(verification)
                            .as("%s seed %d run %d", path, seed, i)
                            .isInstanceOf(Verification.Refused.class);
                }
                tried++;
            }
        }
        assertThat(tried).isGreaterThan(RUNS / 2);
    }

    private static boolean sameDocument(byte[] bytes, byte[] sound) {
        FindingList findings = new FindingList();
        return SignedDocument.read("x", bytes, findings)
                .map(SignedDocument::payload)
                .equals(SignedDocument.read("x", sound, findings).map(SignedDocument::payload));
    }
}

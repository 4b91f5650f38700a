package io.gatehouse.bench.bundle;

import io.gatehouse.adapter.oembundle.BuildResult;
import io.gatehouse.adapter.oembundle.BundleBuilder;
import io.gatehouse.adapter.oembundle.BundleKey;
import io.gatehouse.adapter.oembundle.BundleKeys;
import io.gatehouse.adapter.oembundle.BundleRequest;
import io.gatehouse.adapter.oembundle.BundleVerifier;
import io.gatehouse.adapter.oembundle.Platform;
import io.gatehouse.adapter.oembundle.Verification;
import io.gatehouse.adapter.oembundle.VerifyOptions;
import io.gatehouse.audit.key.KeyValidity;
import io.gatehouse.audit.key.SecretBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Builds or verifies the bundle of a folder, in a JVM of its own whose memory is looked at. */
public final class BundleWork {

    static final String ARCHIVE = "core-oem-1.0.0-linux.tar.gz";

    private BundleWork() {}

    /**
     * {@code build FOLDER} or {@code verify FOLDER}; prints its highest resident memory in KiB as
     * the last line, and ends with 1 when the bundle is refused.
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[1]);
        BundleKey key = key(folder);
        boolean done =
                arguments[0].equals("build")
                        ? build(folder, key)
                        : verify(folder, new BundleVerifier(BundleKeys.of(List.of(key))));
        System.out.println(highWater());
        System.exit(done ? 0 : 1);
    }

    private static boolean build(Path folder, BundleKey key) {
        Path in = folder.resolve("in");
        BundleRequest request =
                new BundleRequest(
                        Platform.LINUX,
                        "1.0.0",
                        Instant.now().truncatedTo(ChronoUnit.SECONDS),
                        List.of(in.resolve("engine")),
                        List.of(in.resolve("ui")),
                        List.of(in.resolve("install.sh")),
                        new TreeMap<>(Map.of("core.yaml", in.resolve("core.yaml"))),
                        new TreeMap<>(),
                        BundleVerifier.UNPROVISIONED,
                        BundleRequest.Packing.STORED);
        BuildResult result = new BundleBuilder(key, InstantSource.system()).build(request, folder);
        if (result instanceof BuildResult.Refused refused) {
            System.out.println(refused.findings());
        }
        return result instanceof BuildResult.Built;
    }

    private static boolean verify(Path folder, BundleVerifier verifier) {
        Verification judged =
                verifier.verify(folder.resolve(ARCHIVE), VerifyOptions.at(Instant.now()));
        if (!judged.findings().isEmpty()) {
            System.out.println(judged.findings());
        }
        return judged instanceof Verification.Verified;
    }

    private static BundleKey key(Path folder) throws IOException {
        Instant now = Instant.now();
        return new BundleKey(
                "bench",
                new KeyValidity(
                        now.minus(Duration.ofDays(1)),
                        now.plus(Duration.ofDays(1)),
                        Optional.empty(),
                        Optional.empty()),
                SecretBytes.copyOf(Files.readAllBytes(folder.resolve("key"))));
    }

    /**
     * {@code VmHWM}: heap, metaspace, code and buffers together; pages of read files are not in it.
     */
    private static long highWater() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return -1;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line -> line.replaceAll("[^0-9]", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(-1);
    }
}

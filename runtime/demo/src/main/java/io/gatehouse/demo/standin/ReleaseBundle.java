package io.gatehouse.demo.standin;

import io.gatehouse.adapter.oembundle.BuildResult;
import io.gatehouse.adapter.oembundle.BundleBuilder;
import io.gatehouse.adapter.oembundle.BundleKey;
import io.gatehouse.adapter.oembundle.BundleRequest;
import io.gatehouse.adapter.oembundle.BundleVerifier;
import io.gatehouse.adapter.oembundle.DetachedSignature;
import io.gatehouse.adapter.oembundle.Platform;
import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.audit.key.PersonSigner;
import io.gatehouse.core.digest.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A small release of the trading system as {@code gatehouse bundle build} makes it: the archive,
 * and its manifest and signature beside it. Made before any promotion is opened, since a promotion
 * names it by its digest. What is in it stands for daemon and interface, and does nothing.
 */
public final class ReleaseBundle {

    static final String FOLDER = "var/dist";
    static final String MANIFEST = FOLDER + "/manifest.json";
    static final String SIGNATURE = FOLDER + "/manifest.sig";

    private ReleaseBundle() {}

    /** The archive of a version. */
    static String archive(String version) {
        return FOLDER + "/core-oem-" + version + "-linux.tar.gz";
    }

    /**
     * Builds the bundle.
     *
     * @param version such as {@code 1.4.0}
     * @return the SHA-384 of the manifest: the identity of the release's bundle
     */
    public static Digest build(Path workspace, String version, Instant now) throws IOException {
        Path inputs = workspace.resolve("demo/release");
        put(inputs.resolve("install.sh"), "#!/bin/sh\n# " + StandIn.LABEL + "\n");
        put(inputs.resolve("core.yaml"), DemoConfiguration.paper());
        put(
                inputs.resolve("core-daemon"),
                "#!/bin/sh\n# " + StandIn.LABEL + "\necho 'core-daemon " + version + "'\n");
        put(inputs.resolve("index.html"), "<!doctype html><title>" + StandIn.LABEL + "</title>\n");
        Instant released = now.truncatedTo(ChronoUnit.SECONDS);
        BundleRequest request =
                new BundleRequest(
                        Platform.LINUX,
                        version,
                        released,
                        List.of(inputs.resolve("core-daemon")),
                        List.of(inputs.resolve("index.html")),
                        List.of(inputs.resolve("install.sh")),
                        new TreeMap<>(Map.of("core.yaml", inputs.resolve("core.yaml"))),
                        new TreeMap<>(),
                        BundleVerifier.UNPROVISIONED,
                        BundleRequest.Packing.STORED);
        Path folder = Files.createDirectories(workspace.resolve(FOLDER));
        BundleKey key = DemoSecrets.BUNDLE.bundleKey(workspace, now);
        BundleBuilder builder = new BundleBuilder(key, InstantSource.fixed(now));
        done(builder.build(request, folder));
        done(builder.describe(request, folder));
        return Digest.sha384(Files.readAllBytes(workspace.resolve(MANIFEST)));
    }

    /**
     * Releases an archive as {@code gatehouse bundle sign} does it; nothing of this stands in for
     * anything.
     *
     * @param archive relative to the workspace
     * @return the signature file beside it, relative too
     */
    public static Path release(Path workspace, String archive, PersonSigner person, Instant now)
            throws IOException {
        Path file = Path.of(archive + DetachedSignature.EXTENSION);
        byte[] bytes = Files.readAllBytes(workspace.resolve(archive));
        DurableFiles.create(
                workspace.resolve(file),
                DetachedSignature.sign(Digest.sha384(bytes), bytes.length, person, now));
        return file;
    }

    private static void done(BuildResult result) throws IOException {
        if (result instanceof BuildResult.Refused refused) {
            throw new IOException("the bundle was not built: " + refused.findings().get(0));
        }
    }

    private static void put(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        DurableFiles.replace(file, text.getBytes(StandardCharsets.UTF_8));
    }
}

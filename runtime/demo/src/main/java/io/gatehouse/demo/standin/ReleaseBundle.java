package io.gatehouse.demo.standin;

import static io.gatehouse.demo.standin.ReportText.object;
import static io.gatehouse.demo.standin.ReportText.pretty;

import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A small release of the trading system in the layout of {@code build_core_bundle.py}: staged
 * files, {@code manifest.json} with the SHA-384 of each, {@code manifest.sig} as envelope with
 * HMAC-SHA384, and the archive. Made before any promotion is opened, since a promotion names it by
 * its digest.
 */
public final class ReleaseBundle {

    static final String FOLDER = "var/dist";
    static final String STAGING = FOLDER + "/core_oem_staging";
    static final String MANIFEST = FOLDER + "/manifest.json";
    static final String SIGNATURE = FOLDER + "/manifest.sig";

    private ReleaseBundle() {}

    /**
     * Builds the bundle.
     *
     * @param version such as {@code 1.4.0}
     * @return the SHA-384 of the manifest: the identity of the release's bundle
     */
    public static Digest build(Path workspace, String version, Instant now) throws IOException {
        SortedMap<String, byte[]> files = files(version);
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            put(workspace, STAGING + "/" + file.getKey(), file.getValue());
            rows.add(object("path", file.getKey(), "sha384", Digest.sha384(file.getValue()).hex()));
        }
        byte[] manifest =
                pretty(
                                object(
                                        "bundle",
                                        "core-oem",
                                        "created",
                                        now.truncatedTo(ChronoUnit.SECONDS).toString(),
                                        "files",
                                        rows,
                                        "platform",
                                        "linux",
                                        "stand_in",
                                        StandIn.LABEL + " in place of build_core_bundle.py",
                                        "version",
                                        version))
                        .getBytes(StandardCharsets.UTF_8);
        Digest digest = Digest.sha384(manifest);
        JsonObject payload =
                JsonObject.builder()
                        .put("path", "manifest.json")
                        .put("sha384", digest.hex())
                        .build();
        byte[] signature =
                pretty(DemoSecrets.BUNDLE.envelope(workspace, payload))
                        .getBytes(StandardCharsets.UTF_8);
        put(workspace, MANIFEST, manifest);
        put(workspace, SIGNATURE, signature);
        TreeMap<String, byte[]> archive = new TreeMap<>();
        files.forEach((path, bytes) -> archive.put("core_oem_staging/" + path, bytes));
        archive.put("core_oem_staging/manifest.json", manifest);
        archive.put("core_oem_staging/manifest.sig", signature);
        put(workspace, FOLDER + "/core-oem-" + version + "-linux.tar.gz", TarGz.of(archive, now));
        return digest;
    }

    private static SortedMap<String, byte[]> files(String version) {
        TreeMap<String, byte[]> files = new TreeMap<>();
        files.put(
                "bootstrap/install.sh",
                text("#!/bin/sh\n# " + StandIn.LABEL + "\necho 'nothing to install'\n"));
        files.put("config/core.yaml", text(DemoConfiguration.paper()));
        files.put(
                "daemon/core-daemon",
                text("#!/bin/sh\n# " + StandIn.LABEL + "\necho 'core-daemon " + version + "'\n"));
        files.put("ui/index.html", text("<!doctype html><title>" + StandIn.LABEL + "</title>\n"));
        return files;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void put(Path workspace, String relative, byte[] bytes) throws IOException {
        Path file = workspace.resolve(relative);
        Files.createDirectories(file.getParent());
        DurableFiles.replace(file, bytes);
    }
}

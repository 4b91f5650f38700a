package io.gatehouse.adapter.oembundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Inputs of a bundle on the disk, and a builder for them. */
final class Inputs {

    static final Instant RELEASED = Instant.parse("2026-11-20T10:00:15Z");
    static final BundleKey KEY = Draft.key("vendor-1", Draft.SECRET);

    private Inputs() {}

    static BundleBuilder builder() {
        return new BundleBuilder(KEY, InstantSource.fixed(Draft.NOW));
    }

    static BundleRequest request(Path folder, Platform platform) throws IOException {
        Path engine = folder.resolve("engine");
        Files.createDirectories(engine.resolve("lib"));
        Files.writeString(engine.resolve("lib/z-ż.so"), "library\n");
        Files.writeString(engine.resolve("l" + "o".repeat(120) + "ng.txt"), "long name\n");
        Path program = Files.writeString(engine.resolve("run"), "#!/bin/sh\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        Path ui = Files.writeString(folder.resolve("ui.bin"), "ui ".repeat(50_000));
        Path core = Files.writeString(folder.resolve("core.yaml"), "mode: paper\n");
        Path env = Files.writeString(folder.resolve("env"), "A=1\n");
        Path install = Files.writeString(folder.resolve("install.sh"), "exit 0\n");
        Path docs = Files.writeString(folder.resolve("manual.txt"), "read me\n");
        return new BundleRequest(
                platform,
                "1.4.0-rc.1",
                RELEASED,
                List.of(engine),
                List.of(ui),
                List.of(install),
                new TreeMap<>(Map.of(".env", env, "core.yaml", core)),
                new TreeMap<>(Map.of("docs", docs)),
                BundleVerifier.UNPROVISIONED,
                BundleRequest.Packing.STORED);
    }

    static BundleRequest packed(BundleRequest r, BundleRequest.Packing packing) {
        return new BundleRequest(
                r.platform(),
                r.version(),
                r.released(),
                r.daemon(),
                r.ui(),
                r.bootstrap(),
                r.config(),
                r.resources(),
                r.fingerprint(),
                packing);
    }
}

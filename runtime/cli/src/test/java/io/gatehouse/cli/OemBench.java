package io.gatehouse.cli;

import io.gatehouse.adapter.licensing.fingerprint.Component;
import io.gatehouse.adapter.licensing.fingerprint.HardwareReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A workspace whose keys of bundles and licences are adopted, on a machine that a test chooses. */
final class OemBench {

    static final List<String> PURPOSES =
            List.of(
                    "bundle-signing",
                    "licence-signing",
                    "fingerprint-signing",
                    "revocation-signing",
                    "device-state",
                    "acceptance");

    final Bench bench;

    private final Instant released;

    private OemBench(Bench bench) {
        this.bench = bench;
        this.released = bench.clock().instant().truncatedTo(ChronoUnit.SECONDS);
        bench.machine(machine("1"));
    }

    /** Makes the workspace once, for the copies that tests work on. */
    static void found(Path template) throws IOException {
        OemBench made = new OemBench(Bench.founded(template));
        for (String purpose : PURPOSES) {
            Bench.require(made.bench.run("key", "new", "--purpose", "evidence:" + purpose), 0);
        }
        made.adopt();
    }

    static OemBench copy(Path template, Path home) throws IOException {
        return new OemBench(Bench.copy(template, home));
    }

    void adopt() {
        Bench.require(bench.as("olga", "adopt", "--yes"), 0);
        Bench.require(bench.as("carl", "adopt", "--yes"), 0);
    }

    static HardwareReading machine(String serial) {
        Map<Component, List<String>> parts = new EnumMap<>(Component.class);
        parts.put(Component.CPU, List.of("Intel(R) Xeon(R) Silver 4210R"));
        parts.put(Component.BOARD, List.of("BOARD-77A" + serial));
        parts.put(Component.DISK, List.of("WD-SER-9" + serial));
        parts.put(Component.MAC, List.of("3c:fd:fe:00:00:0" + serial));
        parts.put(Component.TPM, List.of("IFX-EK-5" + serial));
        return HardwareReading.of(parts);
    }

    /** Inputs of a bundle, and the line that builds it into a folder. */
    List<String> build(String version, String folder) throws IOException {
        bench.write("in/engine/lib/z-ż.so", "library\n");
        Path program = bench.write("in/engine/run", "#!/bin/sh\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        bench.write("in/ui.bin", "ui ".repeat(5_000));
        bench.write("in/core.yaml", "mode: paper\n");
        bench.write("in/env", "A=1\n");
        bench.write("in/install.sh", "exit 0\n");
        return List.of(
                "bundle",
                "build",
                "--platform",
                "linux",
                "--version",
                version,
                "--released",
                released.toString(),
                "--daemon",
                "in/engine",
                "--ui",
                "in/ui.bin",
                "--bootstrap",
                "in/install.sh",
                "--config",
                "core.yaml=in/core.yaml",
                "--config",
                ".env=in/env",
                "--output-dir",
                folder);
    }

    Bench.Said run(List<String> line) {
        return bench.run(line.toArray(String[]::new));
    }

    /** A request of jan's that carl approved, by name. */
    String approved(String name, String... options) {
        List<String> line =
                new ArrayList<>(
                        List.of(
                                "licence",
                                "request",
                                "--fingerprint",
                                "fp.json",
                                "--requester",
                                "otto",
                                "--out",
                                name));
        line.addAll(List.of(options));
        Bench.Said made = run(line);
        Bench.require(made, 0);
        Bench.require(approve("carl", name, digest(made.out())), 0);
        return name;
    }

    Bench.Said approve(String person, String request, String digest) {
        return bench.as(person, "licence", "approve", request, "--yes", "--digest", digest);
    }

    static String digest(String out) {
        return find(out, "digest +(sha384:[0-9a-f]{96})");
    }

    static String find(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new AssertionError(pattern + " is not in\n" + text);
        }
        return matcher.group(1);
    }

    /** The one licence that was issued. */
    String issued() throws IOException {
        try (var files = Files.list(bench.workspace().resolve("var/licenses/issued"))) {
            return "var/licenses/issued/" + files.findFirst().orElseThrow().getFileName();
        }
    }
}

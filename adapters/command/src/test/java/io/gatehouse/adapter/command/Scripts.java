package io.gatehouse.adapter.command;

import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.GateAction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Small real scripts in a workspace, adopted unless a test says otherwise. */
final class Scripts {

    static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-20T10:00:00Z"));

    private final Path workspace;
    private final Map<String, List<String>> programs = new TreeMap<>();
    private final TreeMap<String, String> trusted = new TreeMap<>();
    private Duration timeout = Duration.ofMinutes(1);
    private long cap = CommandAction.DEFAULT_OUTPUT_CAP;

    Scripts(Path workspace) {
        this.workspace = workspace;
    }

    static Path write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** A script of that body, configured as {@code tool} and adopted. */
    Scripts tool(String body) throws Exception {
        write(workspace.resolve("bin/tool.sh"), "#!/bin/sh\n" + body + "\n");
        return configure(List.of("bin/tool.sh")).adopt();
    }

    Scripts configure(List<String> prefix) {
        programs.put("tool", prefix);
        return this;
    }

    Scripts adopt() throws CommandFaultException {
        trusted.put("tool", CommandDigest.of("tool", programs.get("tool"), workspace).value());
        return this;
    }

    Scripts trust(String digest) {
        trusted.put("tool", digest);
        return this;
    }

    Scripts timeout(Duration value) {
        timeout = value;
        return this;
    }

    Scripts cap(long value) {
        cap = value;
        return this;
    }

    CommandAction action() {
        return new CommandAction(programs, CLOCK, false, cap);
    }

    GateAction.Outcome run(String... arguments) {
        return run(
                JsonObject.builder()
                        .put("program", "tool")
                        .put("arguments", List.of(arguments))
                        .build());
    }

    GateAction.Outcome run(JsonObject parameters) {
        return action().run(request(parameters, "labs", 1));
    }

    GateAction.Request request(JsonObject parameters, String slot, int attempt) {
        return new GateAction.Request(
                "key-" + slot + "-" + attempt + "-" + workspace.getFileName(),
                new PromotionId("p-1"),
                slot,
                attempt,
                parameters,
                workspace,
                timeout,
                trusted);
    }

    Path attempt() {
        return workspace.resolve("var/gatehouse/actions/p-1/labs-1");
    }
}

package io.gatehouse.demo;

import io.gatehouse.adapter.coreconfig.NeighbourFiles;
import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.configuration.check.ConfigProfile;
import io.gatehouse.configuration.check.ConfigReport;
import io.gatehouse.configuration.check.ConfigValidation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The configuration of the walk, validated as {@code gatehouse config validate} does. */
final class DemoValidation {

    private static final String CONFIGURATION = "config/core.yaml";

    private final Path workspace;

    DemoValidation(Path workspace) {
        this.workspace = workspace;
    }

    /** Judges the file as it is now. */
    ConfigValidation of(String profile) throws IOException {
        Path file = workspace.resolve(CONFIGURATION);
        return ConfigValidation.of(
                Files.readAllBytes(file),
                new ConfigProfile(profile),
                NeighbourFiles.of(file, workspace));
    }

    /** Writes the report of the file as it is now; returns its path relative to the workspace. */
    Path report(String profile) throws IOException {
        Path relative = Path.of("reports", "config_validation", profile + ".json");
        Path file = workspace.resolve(relative);
        Files.createDirectories(file.getParent());
        DurableFiles.replace(file, new ConfigReport(CONFIGURATION, of(profile)).fileBytes());
        return relative;
    }
}

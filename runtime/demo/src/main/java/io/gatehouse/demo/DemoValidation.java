package io.gatehouse.demo;

import io.gatehouse.adapter.coreconfig.NeighbourFiles;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.configuration.check.ConfigProfile;
import io.gatehouse.configuration.check.ConfigValidation;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.id.PromotionId;
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

    /**
     * At a step that asks for a valid configuration: says what is found, and has owner and
     * compliance sign an exception where there are faults that may stand for a time.
     *
     * @throws DemoStopped when a fault is among them that nobody may waive
     */
    void tell(GateWalk walk, Screen screen, PromotionId id, StepDefinition step)
            throws IOException, Unanswerable, DemoStopped {
        boolean asks =
                step.rules().toList().stream()
                        .anyMatch(rule -> rule.rule().value().equals("config-valid"));
        if (!asks) {
            return;
        }
        String gate = walk.gate(id).id().value();
        ConfigValidation validation = of(gate);
        screen.configuration(gate, validation);
        if (validation.isValid()) {
            return;
        }
        if (!validation.errors().stream().allMatch(finding -> finding.code().waivable())) {
            screen.say("configuration-refused");
            throw new DemoStopped("the configuration has faults that nobody may waive");
        }
        screen.say("configuration-waiver");
        walk.waive(
                id,
                step,
                "config-valid",
                "the demo walks with a configuration that is known to have these faults");
    }
}

package io.gatehouse.bench.load;

import io.gatehouse.app.engine.Engine;
import io.gatehouse.app.usecase.AddEvidence;
import io.gatehouse.app.usecase.Answer;
import io.gatehouse.app.usecase.Approve;
import io.gatehouse.app.usecase.Desk;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.bench.measure.LoadRun;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.GateId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.id.StepId;
import io.gatehouse.core.machine.GateMachine;
import io.gatehouse.core.state.PromotionState;
import io.gatehouse.core.state.Release;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Takes promotions through one gate, from opening to GRANTED: ten commands that persons sign and
 * nine that the engine gives, six files of evidence of 4 KiB, one line of the decision log.
 */
final class Promoter implements LoadRun.Unit {

    private static final int EVIDENCE_BYTES = 4096;
    private static final Release RELEASE =
            new Release("r1", Digest.sha384(new byte[] {1}), "a".repeat(40));

    private final Engine engine;
    private final GateId gate;
    private final Path directory;
    private final Desk operator;
    private final Desk runtime;
    private final Desk compliance;
    private final Desk owner;
    private long promotions;

    Promoter(BenchInstallation installation, Engine engine, int number) throws IOException {
        this.engine = engine;
        this.gate = new GateId(BenchInstallation.gate(number));
        this.directory =
                Files.createDirectories(
                        installation.workspace().root().resolve("evidence").resolve(gate.value()));
        this.operator = installation.desk(engine, "operator-" + number);
        this.runtime = installation.desk(engine, "runtime-" + number);
        this.compliance = installation.desk(engine, "compliance-" + number);
        this.owner = installation.desk(engine, "owner-" + number);
        this.promotions =
                engine.read(
                        s -> s.promotions().stream().filter(p -> p.gate().equals(gate)).count());
    }

    @Override
    public void run() throws Exception {
        PromotionId id = open();
        for (int step = 1; step <= BenchInstallation.STEPS; step++) {
            prepare(id, step);
        }
        approve(compliance, id, Role.COMPLIANCE);
        approve(owner, id, Role.OWNER);
        require(operator.give(new Command.Seal(id)));
        String machine =
                engine.read(s -> s.promotion(id).map(PromotionState::machine)).orElse("none");
        if (!machine.equals(GateMachine.GRANTED)) {
            throw new IllegalStateException(id + " stands at " + machine);
        }
    }

    /** How many promotions this one has begun. */
    long done() {
        return promotions;
    }

    /** Opens the next promotion. */
    PromotionId open() throws Unanswerable {
        PromotionId id = new PromotionId(gate + "-" + ++promotions);
        require(operator.give(new Command.OpenPromotion(id, gate, RELEASE)));
        return id;
    }

    /** Writes and attaches one step's evidence, upon which the engine accepts the step. */
    void prepare(PromotionId id, int step) throws IOException, Unanswerable {
        Path file = directory.resolve("step-" + step + ".json");
        Files.writeString(file, evidence(id, step), StandardCharsets.US_ASCII);
        String path = "evidence/" + gate + "/" + file.getFileName();
        require(
                new AddEvidence(runtime)
                        .run(
                                id,
                                Optional.of(new StepId("step-" + step)),
                                Optional.empty(),
                                List.of(path)));
    }

    private static String evidence(PromotionId id, int step) {
        String text = "{\"promotion\":\"" + id + "\",\"step\":" + step + ",\"report\":\"";
        return text + "x".repeat(EVIDENCE_BYTES - text.length() - 2) + "\"}";
    }

    private static void approve(Desk desk, PromotionId id, Role role) throws Unanswerable {
        Approve approve = new Approve(desk);
        require(approve.run(approve.prepare(id, Optional.of(role), Optional.empty())));
    }

    private static void require(Answer answer) {
        if (answer.reason().isPresent()) {
            throw new IllegalStateException("refused: " + answer);
        }
    }
}

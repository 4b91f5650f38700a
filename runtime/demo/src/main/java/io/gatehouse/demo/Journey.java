package io.gatehouse.demo;

import io.gatehouse.app.port.JournalUnusable;
import io.gatehouse.app.usecase.Answer;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.key.PersonSigner;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.id.GateId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.state.PermitRecord;
import io.gatehouse.core.state.PromotionState;
import io.gatehouse.core.state.Release;
import io.gatehouse.core.state.SealedLine;
import io.gatehouse.definitions.load.DefinitionLoader;
import io.gatehouse.demo.standin.CheckedDocuments;
import io.gatehouse.demo.standin.ReleaseBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * The way through the gates, one after another, with what happens at single steps beside the
 * ordinary: an acceptance, a licence, an attempt to loosen a limit.
 */
final class Journey {

    private final Workspace workspace;
    private final Founding.Founded founded;
    private final Desks desks;
    private final CheckedDocuments documents;
    private final DemoPapers papers;
    private final GateWalk walk;
    private final DemoValidation validation;
    private final Screen screen;
    private final InstantSource clock;

    Journey(
            Workspace workspace,
            Founding.Founded founded,
            Desks desks,
            CheckedDocuments documents,
            Screen screen,
            InstantSource clock) {
        this.workspace = workspace;
        this.founded = founded;
        this.desks = desks;
        this.documents = documents;
        this.papers = new DemoPapers(documents);
        this.walk = new GateWalk(desks, screen, papers);
        this.validation = new DemoValidation(workspace.root());
        this.screen = screen;
        this.clock = clock;
    }

    /** From nothing to PAPER. */
    void toPaper() throws IOException, Unanswerable, JournalUnusable, DemoStopped {
        through("demo", founded.release());
        through("paper", founded.release());
    }

    /**
     * From PAPER to LIVE, with the configuration that LIVE asks for.
     *
     * @param edit changes its text before it is promoted
     */
    void toLive(UnaryOperator<String> edit)
            throws IOException, Unanswerable, JournalUnusable, DemoStopped {
        String admitted = Files.readString(configuration());
        String changed = edit.apply(ConfigurationEdits.forLive(admitted));
        papers.change(documents.changeConfigurationForLive(changed));
        Release release = founded.release();
        Release live = new Release(release.id(), release.bundle(), papers.mergeCommit());
        founded.inputs().withRelease(live).write(workspace.root());
        through("live", live);
    }

    private Path configuration() {
        return workspace.root().resolve("config/core.yaml");
    }

    private void through(String gate, Release release)
            throws IOException, Unanswerable, JournalUnusable, DemoStopped {
        Environment from = desks.engine().read(s -> s.environment().current());
        screen.chapter("gate", from, gate.toUpperCase(Locale.ROOT));
        PromotionId id = walk.open(gate, release);
        for (StepDefinition step : walk.gate(id).steps()) {
            before(step, id, release);
            walk.step(id, step);
        }
        walk.decide(id);
        SealedLine line = walk.promotion(id).sealed().orElseThrow();
        PermitRecord permit = desks.engine().read(s -> s.environment().permit()).orElseThrow();
        screen.say(
                "granted",
                walk.gate(id).grants().status(),
                line.log() + ".jsonl line " + line.index(),
                permit.id(),
                permit.permit().text("expires").orElse("?"));
    }

    /** What happens at a step before the walk does what its definition asks for. */
    private void before(StepDefinition step, PromotionId id, Release release)
            throws IOException, Unanswerable, JournalUnusable, DemoStopped {
        switch (step.id().value()) {
            case "demo-checklist" -> {
                release(release);
                acceptInstaller(release);
            }
            case "live-config" -> changeConfiguration(id, step);
            case "paper-labs" -> {
                screen.say("synthetic");
                walk.waive(id, step, "report-verdict", "the demo has no market data of its own");
            }
            case "paper-licence" -> approveLicence(walk.gate(id), step, walk.promotion(id));
            default -> {
                // nothing but what the definition asks for
            }
        }
        validation.tell(walk, screen, id, step);
    }

    /** Gate live takes no bundle that a person of role release did not sign. */
    private void release(Release release) throws IOException {
        PersonId person = DemoPeople.in(Role.RELEASE).get(0);
        try (PersonSigner signer = desks.signer(person)) {
            Path file =
                    ReleaseBundle.release(
                            workspace.root(), DemoPapers.archive(release), signer, clock.instant());
            screen.say("released", person, file);
        }
    }

    /** All eight parts, before the gate asks for the report: what it says happened here. */
    private void acceptInstaller(Release release)
            throws IOException, Unanswerable, JournalUnusable, DemoStopped {
        JsonObject laboratory =
                DefinitionLoader.builtIn().gates().get(new GateId("paper")).steps().stream()
                        .filter(s -> s.id().value().equals("paper-labs"))
                        .findFirst()
                        .flatMap(StepDefinition::action)
                        .orElseThrow()
                        .with()
                        .without("output");
        screen.say("acceptance");
        screen.standIn("mtls-bundle");
        try (PersonSigner second = desks.signer(DemoPeople.in(Role.COMPLIANCE).get(0))) {
            Path report =
                    new AcceptanceDesk(workspace, founded.device(), clock)
                            .run(documents, release, laboratory, second);
            papers.acceptance(report);
            screen.say("accepted-installer", report);
        }
    }

    /** A licence is issued for a request that a second person has approved. */
    private void approveLicence(GateDefinition gate, StepDefinition step, PromotionState promotion)
            throws IOException, DemoStopped {
        papers.of(gate, step, promotion);
        PersonId person = DemoPeople.in(Role.COMPLIANCE).get(0);
        screen.command(person, "licence approve " + CheckedDocuments.REQUEST);
        try (PersonSigner signer = desks.signer(person)) {
            new LicenceDesk(workspace, () -> desks.engine().read(s -> s.governance()), clock)
                    .approve(signer);
        }
    }

    /** Row 3.2: two sections may change. Somebody changes more, is refused, and repairs it. */
    private void changeConfiguration(PromotionId id, StepDefinition step)
            throws IOException, Unanswerable, DemoStopped {
        String reviewed = Files.readString(configuration());
        screen.say("tamper");
        Files.writeString(configuration(), ConfigurationEdits.looserRiskLimit(reviewed));
        PersonId person = DemoPeople.in(step.responsible()).get(0);
        walk.attach(id, step, person, papers.of(walk.gate(id), step, walk.promotion(id)));
        Answer answer = walk.run(id, step, person);
        List<Finding> lineage =
                answer.findings().stream()
                        .filter(f -> f.rule().value().equals("config-lineage") && !f.pending())
                        .toList();
        if (lineage.isEmpty()) {
            throw new DemoStopped("a risk limit was changed and nobody noticed");
        }
        screen.say("tampered");
        screen.findings(lineage);
        Files.writeString(configuration(), reviewed);
        screen.say("repaired");
    }
}

package io.gatehouse.cli.command;

import io.gatehouse.app.evidence.Observer;
import io.gatehouse.app.usecase.AddEvidence;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.app.usecase.Wording;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.cli.Verb;
import io.gatehouse.core.codec.RecordCodec;
import io.gatehouse.core.evidence.EvidenceItem;
import io.gatehouse.core.id.ArtefactId;
import io.gatehouse.core.id.EvidenceId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.id.StepId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.state.PromotionState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse evidence}: files that speak for a step. */
@Command(
        name = "evidence",
        description = "Attaches, shows and verifies the files that speak for a step.",
        subcommands = {
            EvidenceCommand.Add.class,
            EvidenceCommand.ListAll.class,
            EvidenceCommand.Show.class,
            EvidenceVerifyCommand.class
        })
public final class EvidenceCommand extends Group {

    /** {@code evidence add}. */
    @Command(name = "add", description = "Attaches files to a step, as its responsible person.")
    public static final class Add extends Verb {

        @Parameters(index = "0", paramLabel = "PROMOTION", description = "The promotion.")
        private String promotion;

        @Parameters(
                index = "1..*",
                arity = "1..*",
                paramLabel = "FILE",
                description = "Files of the workspace.")
        private List<Path> files;

        @Option(
                names = "--step",
                paramLabel = "STEP",
                description = "The step (default: the current one).")
        private Optional<String> step = Optional.empty();

        @Option(
                names = "--artefact",
                paramLabel = "ID",
                description = "Which of the step's artefacts (default: by path).")
        private Optional<String> artefact = Optional.empty();

        @Override
        public Integer call() throws Exception {
            return write(
                    desk ->
                            answer(
                                    new AddEvidence(desk)
                                            .run(
                                                    typed(() -> new PromotionId(promotion)),
                                                    step.map(v -> typed(() -> new StepId(v))),
                                                    artefact.map(
                                                            v -> typed(() -> new ArtefactId(v))),
                                                    files.stream().map(this::inWorkspace).toList()),
                                    "evidence.added",
                                    files.size()));
        }
    }

    /** {@code evidence list}. */
    @Command(name = "list", description = "Lists the current evidence of a promotion.")
    public static final class ListAll extends Verb {

        @Parameters(paramLabel = "PROMOTION", description = "The promotion.")
        private String promotion;

        @Override
        public Integer call() throws Exception {
            PromotionState state = Promotions.find(read(), promotion);
            Output output = output();
            List<List<String>> rows = new ArrayList<>();
            for (EvidenceItem item : state.evidence().values()) {
                rows.add(
                        List.of(
                                item.id().value(),
                                item.step().value(),
                                item.artefact().value(),
                                item.path(),
                                item.digests().sha384().abbreviated(),
                                item.by()));
            }
            output.table(rows);
            if (rows.isEmpty()) {
                output.say("evidence.none");
            }
            output.json(
                    "gatehouse.evidence/1",
                    JsonObject.builder()
                            .put("promotion", promotion)
                            .put("root", state.evidenceRoot().value())
                            .put(
                                    "items",
                                    state.evidence().values().stream()
                                            .map(RecordCodec::encode)
                                            .toList())
                            .build());
            return ExitCodes.ALLOWED;
        }
    }

    /** {@code evidence show}. */
    @Command(
            name = "show",
            description = "Shows one piece of evidence and whether its file is unchanged.")
    public static final class Show extends Verb {

        @Parameters(index = "0", paramLabel = "PROMOTION", description = "The promotion.")
        private String promotion;

        @Parameters(index = "1", paramLabel = "EVIDENCE", description = "Its id.")
        private String evidence;

        @Override
        public Integer call() throws Exception {
            PromotionState state = Promotions.find(read(), promotion);
            EvidenceItem item =
                    state.evidence(typed(() -> new EvidenceId(evidence)))
                            .orElseThrow(
                                    () ->
                                            Unanswerable.conflict(
                                                    Wording.of("no-evidence", evidence)));
            boolean file = new Observer(workspace()).observe(item).isUnchanged();
            boolean archived =
                    !item.secret()
                            && new Observer(workspace()).observeArchived(state, item).isUnchanged();
            Output output = output();
            output.line(item.path());
            output.table(
                    List.of(
                            List.of("  step", item.step() + " / " + item.artefact()),
                            List.of("  size", Long.toString(item.size())),
                            List.of("  sha256", item.digests().sha256().value()),
                            List.of("  sha384", item.digests().sha384().value()),
                            List.of("  declared", item.declared().toString()),
                            List.of("  recorded", item.recorded() + " by " + item.by())));
            output.say(file ? "evidence.unchanged" : "evidence.changed");
            output.say(
                    item.secret()
                            ? "evidence.secret"
                            : archived ? "evidence.archived" : "evidence.not-archived");
            output.json(
                    "gatehouse.evidence-item/1",
                    RecordCodec.encode(item).with("unchanged", file).with("archived", archived));
            return file ? ExitCodes.ALLOWED : ExitCodes.REFUSED;
        }
    }
}

package io.gatehouse.cli.command;

import io.gatehouse.app.review.PackExport;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.app.usecase.Wording;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.cli.Verb;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.state.InstallationView;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gatehouse audit export}: everything that an auditor needs, in one file. */
@Command(
        name = "export",
        description =
                "Packs journal, decision logs, evidence, definitions and public keys into one signed"
                        + " file; key material never.")
public final class AuditExportCommand extends Verb {

    @Option(
            names = "--out",
            paramLabel = "PACK",
            description =
                    "File to write; must not be there (default:"
                            + " gatehouse-pack-INSTALLATION-SEQ.zip in the current directory).")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--promotion",
            paramLabel = "ID",
            description =
                    "Only the evidence of this promotion and what decision lines name; the journal"
                            + " is always whole.")
    private Optional<String> promotion = Optional.empty();

    @Override
    public Integer call() throws Exception {
        requireInstallation();
        var installation = read();
        InstallationView state = installation.state();
        Optional<PromotionId> scope = scope(state);
        Path target =
                out.map(typed -> around().directory().resolve(typed).normalize())
                        .orElseGet(
                                () ->
                                        around().directory()
                                                .resolve(
                                                        "gatehouse-pack-"
                                                                + state.governance()
                                                                        .installation()
                                                                        .map(Object::toString)
                                                                        .orElse("none")
                                                                + "-"
                                                                + installation.position().seq()
                                                                + ".zip"));
        PackExport.Packed packed;
        try {
            packed = new PackExport(workspace(), now()).write(target, scope, texts());
        } catch (FileAlreadyExistsException e) {
            throw Unanswerable.conflict(Wording.of("there-already", target.getFileName()));
        } catch (PackExport.ArchiveChanged e) {
            throw Unanswerable.refused(Wording.of("archive-changed"), e.findings());
        }
        return answer(target, packed);
    }

    private int answer(Path target, PackExport.Packed packed) {
        Output output = output();
        output.say("export.done", target, packed.members(), packed.bytes());
        output.say("export.position", packed.journal());
        output.say("export.key", packed.key(), packed.publicKey());
        packed.missing().forEach(digest -> output.say("export.missing", digest));
        output.say("export.keep");
        int code = packed.missing().isEmpty() ? ExitCodes.ALLOWED : ExitCodes.UNDECIDED;
        output.json(
                "gatehouse.audit-export/1",
                JsonObject.builder()
                        .put("exit", code)
                        .put("pack", target.toString())
                        .put("members", packed.members())
                        .put("bytes", packed.bytes())
                        .put("journal", json(packed.journal()))
                        .put("key", packed.key().value())
                        .put("engine_key", packed.publicKey())
                        .put("missing", packed.missing().stream().map(Digest::value).toList())
                        .build());
        return code;
    }

    private Optional<PromotionId> scope(InstallationView state) throws Unanswerable {
        if (promotion.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    state.promotion(new PromotionId(promotion.get()))
                            .orElseThrow(
                                    () ->
                                            Unanswerable.conflict(
                                                    Wording.of("no-promotion", promotion.get())))
                            .id());
        } catch (IllegalArgumentException e) {
            throw Unanswerable.usage(Wording.of("promotion-form"));
        }
    }

    private static Map<String, byte[]> texts() throws IOException {
        TreeMap<String, byte[]> texts = new TreeMap<>();
        for (String name :
                new String[] {"README.md", "README.pl.md", "schemas/decision_log_v2.json"}) {
            try (InputStream in =
                    AuditExportCommand.class.getResourceAsStream(
                            "/io/gatehouse/cli/pack/" + name)) {
                if (in == null) {
                    throw new IllegalStateException("this build lacks " + name);
                }
                texts.put(name, in.readAllBytes());
            }
        }
        return texts;
    }
}

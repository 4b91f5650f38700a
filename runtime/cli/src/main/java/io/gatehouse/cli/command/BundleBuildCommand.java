package io.gatehouse.cli.command;

import io.gatehouse.adapter.oembundle.BuildResult;
import io.gatehouse.adapter.oembundle.BundleBuilder;
import io.gatehouse.adapter.oembundle.BundleKey;
import io.gatehouse.adapter.oembundle.BundleKeys.Answer;
import io.gatehouse.adapter.oembundle.BundleManifest;
import io.gatehouse.adapter.oembundle.BundleRequest;
import io.gatehouse.adapter.oembundle.CodeSigning;
import io.gatehouse.adapter.oembundle.SigningHooks;
import io.gatehouse.adapter.oembundle.SigningPrograms;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.embedded.oem.OemDesk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bundle build}: makes a bundle, or with --dry-run what it would sign. */
@Command(
        name = "build",
        description =
                "Builds a signed bundle, or with --dry-run the manifest and report of one: 0 done, 1 refused, 3 undecided.")
public final class BundleBuildCommand extends OemVerb {

    private static final String SCHEMA = "gatehouse.bundle-build/1";
    private static final Duration LONGEST_HOOK = Duration.ofMinutes(30);

    @Mixin private BundleInputs inputs;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "The key that signs (default: the youngest for evidence:bundle-signing).")
    private Optional<String> key = Optional.empty();

    @Option(
            names = "--output-dir",
            paramLabel = "FOLDER",
            defaultValue = "var/dist",
            description = "Where it is written (default: ${DEFAULT-VALUE}).")
    private Path folder;

    @Option(
            names = "--dry-run",
            description = "Writes manifest, signature and report, and no archive.")
    private boolean dryRun;

    @Option(
            names = "--code-signing",
            paramLabel = "FILE",
            description =
                    "Commands of the platform's signing tools; one that is not there is recorded as not done.")
    private Optional<Path> hooks = Optional.empty();

    @Override
    public Integer call() throws Exception {
        List<CodeSigning.Hook> commands = hooks();
        Path target = target(folder);
        try (OemDesk desk = desk()) {
            BundleKey signing = signing(desk);
            BundleRequest request = inputs.request(now(), this::file);
            BundleBuilder builder = new BundleBuilder(signing, around().clock());
            DurableFiles.createDirectories(target);
            output().note(dryRun ? "bundle.describing" : "bundle.building", request.version());
            BuildResult result =
                    dryRun ? builder.describe(request, target) : builder.build(request, target);
            if (result instanceof BuildResult.Refused refused) {
                return refused(SCHEMA, refused.findings());
            }
            return result instanceof BuildResult.Built built
                    ? built(built, signing, commands)
                    : described((BuildResult.Described) result, signing);
        }
    }

    private BundleKey signing(OemDesk desk) throws Unanswerable {
        if (key.isEmpty()) {
            return desk.bundles()
                    .signing(now())
                    .orElseThrow(() -> Unanswerable.undecided(text("bundle.no-key"), List.of()));
        }
        if (desk.bundles().find(key.get()) instanceof Answer.Found found) {
            return found.key();
        }
        throw Unanswerable.undecided(text("bundle.no-such-key", key.get()), List.of());
    }

    private List<CodeSigning.Hook> hooks() throws Unanswerable {
        if (hooks.isEmpty()) {
            return List.of();
        }
        if (dryRun) {
            throw Unanswerable.usage(text("bundle.nothing-to-sign"));
        }
        return SigningHooks.read(bytes(hooks.get(), SigningHooks.LARGEST))
                .orElseThrow(
                        () ->
                                Unanswerable.undecided(
                                        text("bundle.no-hooks", hooks.get()), List.of()));
    }

    private int built(BuildResult.Built built, BundleKey signing, List<CodeSigning.Hook> commands)
            throws IOException {
        Output output = output();
        output.say("bundle.built", built.archive());
        JsonObject.Builder json = json(built.manifest(), signing);
        json.put("archive", built.archive().toString())
                .put("archive_sha384", built.sha384().value())
                .put("archive_bytes", built.size());
        output.table(
                List.of(
                        List.of("  archive", built.sha384().value()),
                        List.of("  bytes", String.valueOf(built.size())),
                        List.of("  files", String.valueOf(built.manifest().files().size())),
                        List.of("  key", signing.id())));
        if (!commands.isEmpty()) {
            json.put("code_signing", signed(built, commands, output));
        }
        output.json(SCHEMA, json.build());
        return ExitCodes.ALLOWED;
    }

    /** The record lies beside the archive: what was not done must be seen years later too. */
    private JsonObject signed(
            BuildResult.Built built, List<CodeSigning.Hook> commands, Output output)
            throws IOException {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        List<CodeSigning.Entry> entries =
                CodeSigning.run(
                        commands,
                        inputs.platform(),
                        built.archive(),
                        new SigningPrograms(path, LONGEST_HOOK));
        for (CodeSigning.Entry entry : entries) {
            output.line("  " + entry.name() + "  " + text("signing." + entry.status().code()));
        }
        JsonObject record =
                CodeSigning.record(entries).with("archive_sha384", built.sha384().value());
        DurableFiles.replace(
                built.archive().resolveSibling(built.archive().getFileName() + ".signing.json"),
                CanonicalJson.bytes(record));
        return record;
    }

    private int described(BuildResult.Described described, BundleKey signing) {
        Output output = output();
        Digest manifest = Digest.sha384(described.manifest().bytes());
        output.say("bundle.described", described.report());
        output.table(
                List.of(
                        List.of("  manifest", manifest.value()),
                        List.of("  report", described.reportDigest().value()),
                        List.of("  files", String.valueOf(described.manifest().files().size())),
                        List.of("  key", signing.id())));
        output.json(
                SCHEMA,
                json(described.manifest(), signing)
                        .put("manifest", described.manifestFile().toString())
                        .put("manifest_sha384", manifest.value())
                        .put("report", described.report().toString())
                        .put("report_sha384", described.reportDigest().value())
                        .build());
        return ExitCodes.ALLOWED;
    }

    private JsonObject.Builder json(BundleManifest manifest, BundleKey signing) {
        return JsonObject.builder()
                .put("exit", ExitCodes.ALLOWED)
                .put("dry_run", dryRun)
                .put("platform", manifest.platform().text())
                .put("version", manifest.version())
                .put("created", manifest.created().toString())
                .put("files", manifest.files().size())
                .put("key_id", signing.id());
    }
}

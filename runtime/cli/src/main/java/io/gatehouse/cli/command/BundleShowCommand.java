package io.gatehouse.cli.command;

import io.gatehouse.adapter.oembundle.BundleFile;
import io.gatehouse.adapter.oembundle.Verification;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.embedded.oem.OemDesk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code bundle show}: what a bundle holds, after it was verified. */
@Command(
        name = "show",
        description =
                "Lists what a bundle holds; one that does not verify is not listed: 0 shown, 1 refused, 3 undecided.")
public final class BundleShowCommand extends BundleVerb {

    private static final String SCHEMA = "gatehouse.bundle-show/1";

    @Parameters(paramLabel = "ARCHIVE", description = "The bundle.")
    private Path archive;

    @Override
    public Integer call() throws Exception {
        try (OemDesk desk = desk()) {
            Verification verification = verify(archive, desk);
            if (!(verification instanceof Verification.Verified verified)) {
                return refused(SCHEMA, verification.findings());
            }
            Output output = output();
            describe(output, verified);
            output.line("");
            List<List<String>> rows = new ArrayList<>();
            List<JsonObject> files = new ArrayList<>();
            for (BundleFile file : verified.bundle().manifest().files()) {
                String size =
                        file.size().isPresent() ? String.valueOf(file.size().getAsLong()) : "-";
                rows.add(
                        List.of(
                                file.modeText().orElse("-"),
                                size,
                                file.sha384().substring(0, 16),
                                file.path()));
                JsonObject.Builder row =
                        JsonObject.builder().put("path", file.path()).put("sha384", file.sha384());
                file.size().ifPresent(bytes -> row.put("size", bytes));
                file.modeText().ifPresent(mode -> row.put("mode", mode));
                files.add(row.build());
            }
            output.table(rows);
            output.json(
                    SCHEMA,
                    JsonObject.builder()
                            .put("exit", ExitCodes.ALLOWED)
                            .put("platform", verified.bundle().manifest().platform().text())
                            .put("version", verified.bundle().manifest().version())
                            .put("created", verified.bundle().manifest().created().toString())
                            .put("archive", verified.bundle().archive().value())
                            .put("fingerprint", verified.bundle().fingerprint())
                            .put("files", files)
                            .build());
            return ExitCodes.ALLOWED;
        }
    }
}

package io.gatehouse.cli.command;

import io.gatehouse.adapter.oembundle.BundleDiff;
import io.gatehouse.adapter.oembundle.Verification;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.embedded.oem.OemDesk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code bundle diff}: what differs between two bundles that both verify. */
@Command(
        name = "diff",
        description =
                "Compares two bundles, file by file, after both were verified: 0 compared, 1 one is refused, 3 undecided.")
public final class BundleDiffCommand extends BundleVerb {

    private static final String SCHEMA = "gatehouse.bundle-diff/1";

    @Parameters(index = "0", paramLabel = "OLDER", description = "The bundle of before.")
    private Path older;

    @Parameters(index = "1", paramLabel = "NEWER", description = "The bundle of now.")
    private Path newer;

    @Override
    public Integer call() throws Exception {
        try (OemDesk desk = desk()) {
            Verification before = verify(older, desk);
            Verification after = verify(newer, desk);
            if (before instanceof Verification.Verified old
                    && after instanceof Verification.Verified current) {
                return tell(
                        BundleDiff.of(old.bundle().manifest(), current.bundle().manifest()),
                        old.bundle().archive().equals(current.bundle().archive()));
            }
            List<Finding> findings = new ArrayList<>(before.findings());
            findings.addAll(after.findings());
            return refused(SCHEMA, findings);
        }
    }

    private int tell(BundleDiff diff, boolean sameBytes) {
        Output output = output();
        output.say(
                sameBytes
                        ? "bundle.diff.identical"
                        : diff.isSameContent() ? "bundle.diff.same" : "bundle.diff.differs",
                diff.changes().size());
        if (diff.platformDiffers()) {
            output.say("bundle.diff.platform");
        }
        if (diff.versionDiffers()) {
            output.say("bundle.diff.version");
        }
        List<List<String>> rows = new ArrayList<>();
        List<JsonObject> changes = new ArrayList<>();
        for (BundleDiff.Change change : diff.changes()) {
            String kind = change.kind().name().toLowerCase(Locale.ROOT);
            rows.add(List.of("  " + text("bundle.diff." + kind), change.path()));
            changes.add(
                    JsonObject.builder().put("change", kind).put("path", change.path()).build());
        }
        output.table(rows);
        output.json(
                SCHEMA,
                JsonObject.builder()
                        .put("exit", ExitCodes.ALLOWED)
                        .put("same_bytes", sameBytes)
                        .put("same_content", diff.isSameContent())
                        .put("platform_differs", diff.platformDiffers())
                        .put("version_differs", diff.versionDiffers())
                        .put("changes", changes)
                        .build());
        return ExitCodes.ALLOWED;
    }
}

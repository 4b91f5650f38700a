package io.gatehouse.cli.command;

import io.gatehouse.adapter.oembundle.BundleInstaller;
import io.gatehouse.adapter.oembundle.BundleKeys;
import io.gatehouse.adapter.oembundle.FingerprintCheck;
import io.gatehouse.adapter.oembundle.InstallResult;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code bundle remove}: takes an installed bundle's files away, and no others. */
@Command(
        name = "remove",
        description =
                "Removes an installed bundle: the files of its manifest and no others: 0 removed, 1 something else is still there.")
public final class BundleRemoveCommand extends OemVerb {

    private static final String SCHEMA = "gatehouse.bundle-remove/1";

    @Parameters(paramLabel = "FOLDER", description = "Where it was installed.")
    private Path folder;

    @Override
    public Integer call() {
        // what is removed is what the folder's own manifest lists: that needs no key
        InstallResult result =
                new BundleInstaller(
                                BundleKeys.of(List.of()),
                                expected -> FingerprintCheck.Answer.UNAVAILABLE)
                        .remove(file(folder));
        if (!(result instanceof InstallResult.Removed removed)) {
            return refused(SCHEMA, ((InstallResult.Refused) result).findings());
        }
        Output output = output();
        output.say("bundle.removed", removed.files(), removed.folder());
        output.json(
                SCHEMA,
                JsonObject.builder()
                        .put("exit", ExitCodes.ALLOWED)
                        .put("folder", removed.folder().toString())
                        .put("files", removed.files())
                        .build());
        return ExitCodes.ALLOWED;
    }
}

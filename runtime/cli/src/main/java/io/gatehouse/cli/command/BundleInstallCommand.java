package io.gatehouse.cli.command;

import io.gatehouse.adapter.oembundle.BundleInstaller;
import io.gatehouse.adapter.oembundle.InstallResult;
import io.gatehouse.adapter.oembundle.VerifyOptions;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.embedded.oem.MachineCheck;
import io.gatehouse.embedded.oem.OemDesk;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bundle install}: all of a bundle, verified in the same reading, or nothing. */
@Command(
        name = "install",
        description =
                "Installs a bundle into an empty folder, all of it or nothing: 0 installed, 1 refused, 3 undecided.")
public final class BundleInstallCommand extends BundleVerb {

    private static final String SCHEMA = "gatehouse.bundle-install/1";

    @Parameters(index = "0", paramLabel = "ARCHIVE", description = "The bundle.")
    private Path archive;

    @Parameters(
            index = "1",
            paramLabel = "FOLDER",
            description = "Where to; empty, or not there yet.")
    private Path folder;

    @Option(
            names = "--trial",
            description =
                    "To try: a bundle that is for no device yet will do, one for another not.")
    private boolean trial;

    @Option(
            names = "--dongle",
            paramLabel = "FILE",
            description = "File whose first line identifies the dongle of this machine.")
    private Optional<Path> dongle = Optional.empty();

    @Override
    public Integer call() throws Exception {
        VerifyOptions asked = options();
        try (OemDesk desk = desk()) {
            VerifyOptions options = asked.withReleases(desk.releases());
            BundleInstaller installer =
                    new BundleInstaller(
                            demand().keys(desk.bundles()),
                            new MachineCheck(
                                    around().hardware().apply(dongle.map(this::file)),
                                    desk.licences(),
                                    around().clock()));
            Path file = file(archive);
            output().note("bundle.reading", file.getFileName());
            Path target = target(folder);
            InstallResult result =
                    trial
                            ? installer.tryOut(file, target, options)
                            : installer.install(file, target, options);
            return result instanceof InstallResult.Installed installed
                    ? tell(installed)
                    : refused(SCHEMA, ((InstallResult.Refused) result).findings());
        }
    }

    private int tell(InstallResult.Installed installed) {
        String device = installed.fingerprint().name().toLowerCase(Locale.ROOT).replace('_', '-');
        Output output = output();
        output.say(
                "bundle.installed",
                installed.bundle().manifest().files().size(),
                installed.folder());
        output.say("bundle.device." + device);
        output.line(installed.bundle().archive().value());
        output.json(
                SCHEMA,
                JsonObject.builder()
                        .put("exit", ExitCodes.ALLOWED)
                        .put("folder", installed.folder().toString())
                        .put("files", installed.bundle().manifest().files().size())
                        .put("version", installed.bundle().manifest().version())
                        .put("archive", installed.bundle().archive().value())
                        .put("device", device)
                        .build());
        return ExitCodes.ALLOWED;
    }
}

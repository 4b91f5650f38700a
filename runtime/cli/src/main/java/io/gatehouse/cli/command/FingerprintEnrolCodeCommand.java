package io.gatehouse.cli.command;

import io.gatehouse.adapter.licensing.Area;
import io.gatehouse.adapter.licensing.Judged;
import io.gatehouse.adapter.licensing.fingerprint.OneTimeCodes;
import io.gatehouse.adapter.licensing.qr.QrCode;
import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.embedded.oem.OemDesk;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code fingerprint enrol-code}: one-time codes for a machine whose parts do not identify it. The
 * secret goes into two files of their owner alone and never onto the screen, which may be recorded.
 */
@Command(
        name = "enrol-code",
        description =
                "Begins one-time codes for a machine whose parts do not identify it: 0 begun, 1 refused, 3 undecided.")
public final class FingerprintEnrolCodeCommand extends FingerprintVerb {

    private static final String SCHEMA = "gatehouse.fingerprint-enrol-code/1";
    private static final int SCALE = 6;

    @Option(
            names = "--png",
            paramLabel = "FILE",
            required = true,
            description =
                    "The QR code for an authenticator (mode 0600); delete it once it was scanned.")
    private Path png;

    @Option(
            names = "--account",
            paramLabel = "NAME",
            defaultValue = "device",
            description = "What the authenticator calls it (default: ${DEFAULT-VALUE}).")
    private String account;

    @Override
    public Integer call() throws Exception {
        Path target = target(png);
        try (OemDesk desk = desk()) {
            Judged<Path> enrolled =
                    desk.codes()
                            .enrol(machine(), around().random(), codes -> picture(codes, target));
            if (enrolled.value().isEmpty()) {
                return refused(SCHEMA, enrolled.findings());
            }
            Output output = output();
            output.say("fingerprint.code-enrolled", target);
            output.json(
                    SCHEMA,
                    JsonObject.builder()
                            .put("exit", ExitCodes.ALLOWED)
                            .put("png", target.toString())
                            .build());
            return ExitCodes.ALLOWED;
        }
    }

    private Judged<Path> picture(OneTimeCodes codes, Path target) {
        Judged<QrCode> code = QrCode.of(typed(() -> codes.uri(account)));
        if (code.value().isEmpty()) {
            return Judged.refused(code.findings());
        }
        try {
            Path folder = target.getParent();
            if (folder == null) {
                throw new IOException("a root is no file");
            }
            DurableFiles.createDirectories(folder);
            DurableFiles.create(target, code.value().get().png(SCALE));
            return Judged.accepted(target);
        } catch (IOException e) {
            return Judged.refused(
                    Area.ONE_TIME_CODE.finding(
                            "picture-not-written",
                            String.valueOf(target.getFileName()),
                            "a file that is not there yet",
                            "it cannot be made",
                            "name another file"));
        }
    }
}

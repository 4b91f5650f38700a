package io.gatehouse.cli.command;

import io.gatehouse.adapter.licensing.licence.LicenceCheck;
import io.gatehouse.embedded.oem.OemDesk;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code licence activate}: puts a licence into force on this machine. */
@Command(
        name = "activate",
        description =
                "Puts a licence into force on this machine: 0 active, 1 refused, 3 undecided.")
public final class LicenceActivateCommand extends LicenceJudging {

    private static final String SCHEMA = "gatehouse.licence-activate/1";

    @Option(
            names = "--enrol",
            description = "Begins to remember the time and the active licence here, once.")
    private boolean enrol;

    @Mixin private CodeInput code;

    @Override
    public Integer call() throws Exception {
        LicenceCheck.Case given = given();
        try (OemDesk desk = desk()) {
            return activate(SCHEMA, desk, given, enrol, code);
        }
    }
}

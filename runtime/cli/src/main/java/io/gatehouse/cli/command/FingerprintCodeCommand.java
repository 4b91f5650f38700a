package io.gatehouse.cli.command;

import io.gatehouse.adapter.licensing.Judged;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.embedded.oem.OemDesk;
import java.io.UncheckedIOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code fingerprint code}: judges a one-time code, which a person reads from an authenticator. */
@Command(
        name = "code",
        description =
                "Judges a one-time code of this machine: 0 it is the one of now, 1 refused, 3 undecided.")
public final class FingerprintCodeCommand extends OemVerb {

    private static final String SCHEMA = "gatehouse.fingerprint-code/1";

    @Option(
            names = "--stdin",
            description = "Reads the code from standard input: one line; else the terminal asks.")
    private boolean stdin;

    @Override
    public Integer call() throws Exception {
        String code = code();
        try (OemDesk desk = desk()) {
            Judged<Long> judged = desk.codes().verify(code);
            if (judged.value().isEmpty()) {
                return refused(SCHEMA, judged.findings());
            }
            Output output = output();
            output.say("fingerprint.code-good");
            output.json(SCHEMA, JsonObject.builder().put("exit", ExitCodes.ALLOWED).build());
            return ExitCodes.ALLOWED;
        }
    }

    /** Never an argument: a code is good for half a minute, and the list of processes is public. */
    private String code() throws Unanswerable {
        if (!stdin) {
            return around().terminal()
                    .line(text("fingerprint.code-prompt") + " ")
                    .map(String::strip)
                    .orElseThrow(() -> Unanswerable.usage(text("fingerprint.code-how")));
        }
        try {
            return CodeInput.fromStandardInput().orElse("");
        } catch (UncheckedIOException e) {
            throw Unanswerable.undecided(text("fingerprint.code-how"), List.of());
        }
    }
}

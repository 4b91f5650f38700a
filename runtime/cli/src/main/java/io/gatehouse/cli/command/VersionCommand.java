package io.gatehouse.cli.command;

import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.cli.Verb;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.embedded.Build;
import picocli.CommandLine.Command;

/** {@code gatehouse version}: which build this is, on which Java. */
@Command(name = "version", description = "Shows the build and the Java runtime.")
public final class VersionCommand extends Verb {

    @Override
    public Integer call() {
        Output output = output();
        String java = Runtime.version().toString();
        output.line(Build.id() + " (Java " + java + ")");
        output.json(
                "gatehouse.version/1",
                JsonObject.builder().put("build", Build.id()).put("java", java).build());
        return ExitCodes.ALLOWED;
    }
}

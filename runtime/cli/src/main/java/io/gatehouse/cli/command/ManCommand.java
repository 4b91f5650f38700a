package io.gatehouse.cli.command;

import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.ManPage;
import io.gatehouse.cli.Verb;
import io.gatehouse.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code gatehouse man}: the manual pages, made from the verbs themselves. */
@Command(
        name = "man",
        description =
                "Writes the manual pages of all verbs into a directory: man -l DIR/gatehouse.1.")
public final class ManCommand extends Verb {

    @Parameters(paramLabel = "DIR", description = "The directory; made where it is missing.")
    private Path directory;

    @Override
    public Integer call() throws Exception {
        SortedMap<String, String> pages = ManPage.all(spec().root(), output().messages());
        Path target = around().directory().resolve(directory);
        Files.createDirectories(target);
        for (Map.Entry<String, String> page : pages.entrySet()) {
            Files.writeString(
                    target.resolve(page.getKey()), page.getValue(), StandardCharsets.UTF_8);
        }
        output().say("man.written", pages.size(), directory);
        output().json("gatehouse.man/1", JsonObject.of("pages", pages.keySet().stream().toList()));
        return ExitCodes.ALLOWED;
    }
}

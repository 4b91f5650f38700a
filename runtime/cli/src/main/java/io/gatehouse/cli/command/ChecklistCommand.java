package io.gatehouse.cli.command;

import io.gatehouse.adapter.checklist.ChecklistTemplate;
import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gate checklist}: the form of one stage, to be filled in and signed. */
@Command(
        name = "checklist",
        description = "Writes the form of a gate's steps that people fill in and sign.")
public final class ChecklistCommand extends GateCommand.OnGates {

    @Parameters(paramLabel = "GATE", description = "The gate.")
    private String id;

    @Option(names = "--out", paramLabel = "FILE", description = "A file that does not exist yet.")
    private Optional<Path> out = Optional.empty();

    @Override
    public Integer call() throws Exception {
        Output output = output();
        String form = ChecklistTemplate.of(gate(id), output.messages().language());
        if (out.isEmpty()) {
            output.json("gatehouse.checklist/1", JsonObject.of("markdown", form));
            if (!output.isJson()) {
                output.raw(form);
            }
            return ExitCodes.ALLOWED;
        }
        Path file = around().directory().resolve(out.get()).toAbsolutePath().normalize();
        if (!write(file, form)) {
            // A filled form is evidence that exists once: it is never written over.
            output.say("checklist.exists", file);
            return ExitCodes.CONFLICT;
        }
        output.say("checklist.written", file);
        output.json("gatehouse.checklist/1", JsonObject.of("file", file.toString()));
        return ExitCodes.ALLOWED;
    }

    private static boolean write(Path file, String form) throws IOException {
        Files.createDirectories(file.getParent());
        try {
            DurableFiles.create(file, form.getBytes(StandardCharsets.UTF_8));
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }
}

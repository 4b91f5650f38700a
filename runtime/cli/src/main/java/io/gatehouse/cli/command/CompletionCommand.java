package io.gatehouse.cli.command;

import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Verb;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code gatehouse completion}: a script by which a shell completes verbs and options. */
@Command(
        name = "completion",
        description = "Prints a completion script: source <(gatehouse completion bash).")
public final class CompletionCommand extends Verb {

    /** Shells that can be completed in. */
    enum Shell {
        bash,
        zsh
    }

    @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
    private Shell shell;

    @Override
    public Integer call() {
        String script = AutoComplete.bash("gatehouse", spec().root().commandLine());
        // zsh runs completions of bash once it has loaded its module for them.
        String before =
                switch (shell) {
                    case bash -> "";
                    case zsh -> "autoload -U +X compinit && compinit\n";
                };
        output().raw(before + script);
        return ExitCodes.ALLOWED;
    }
}

package io.gatehouse.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root of all verbs ({@link Verbs}) and the options that every verb has. */
@Command(
        name = "gatehouse",
        description =
                "Decides whether a trading system may move DEMO -> PAPER -> LIVE, and proves why.",
        mixinStandardHelpOptions = false,
        synopsisSubcommandLabel = "VERB")
public final class GatehouseCommand implements Runnable {

    /** How answers are written. */
    public enum Format {
        text,
        json,
        /** For build servers; verbs that check something. */
        junit,
        /** For reviews and papers; verbs that check something. */
        markdown
    }

    @Spec private CommandSpec spec;

    @Option(
            names = "--workspace",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Directory of the installation (default: the current one).")
    private Optional<Path> workspace = Optional.empty();

    @Option(
            names = "--as",
            paramLabel = "PERSON",
            scope = ScopeType.INHERIT,
            description =
                    "Who acts; opens secrets/people/PERSON.json unless --credential is given.")
    private Optional<String> person = Optional.empty();

    @Option(
            names = "--credential",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Credential file of the person who acts.")
    private Optional<Path> credential = Optional.empty();

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "File (mode 0600) with the passphrase; without it the terminal asks.")
    private Optional<Path> passphraseFile = Optional.empty();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            scope = ScopeType.INHERIT,
            defaultValue = "text",
            description = "text or json; verbs that check something: junit or markdown too.")
    private Format format = Format.text;

    @Option(
            names = "--lang",
            paramLabel = "LANG",
            scope = ScopeType.INHERIT,
            description = "pl or en (default: from LANG).")
    private Optional<String> language = Optional.empty();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Shows this help.")
    private boolean help;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), Messages.in(language()).text("usage.name-verb"));
    }

    /** The texts in the language that a command line asked for. */
    public static Messages messages(CommandSpec verb) {
        return Messages.in(((GatehouseCommand) verb.root().userObject()).language());
    }

    Optional<Path> workspace() {
        return workspace;
    }

    Optional<String> person() {
        return person;
    }

    Optional<Path> credential() {
        return credential;
    }

    Optional<Path> passphraseFile() {
        return passphraseFile;
    }

    Format format() {
        return format;
    }

    String language() {
        return language.orElseGet(Messages::ofEnvironment);
    }
}

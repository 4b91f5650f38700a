package io.gatehouse.cli;

import io.gatehouse.cli.command.AcceptanceCommand;
import io.gatehouse.cli.command.AdoptCommand;
import io.gatehouse.cli.command.AuditCommand;
import io.gatehouse.cli.command.BundleCommand;
import io.gatehouse.cli.command.CheckCommand;
import io.gatehouse.cli.command.CompletionCommand;
import io.gatehouse.cli.command.ConfigCommand;
import io.gatehouse.cli.command.DemoCommand;
import io.gatehouse.cli.command.DemoteCommand;
import io.gatehouse.cli.command.DoctorCommand;
import io.gatehouse.cli.command.EvidenceCommand;
import io.gatehouse.cli.command.ExplainCommand;
import io.gatehouse.cli.command.FingerprintCommand;
import io.gatehouse.cli.command.GateCommand;
import io.gatehouse.cli.command.HaltCommand;
import io.gatehouse.cli.command.InitCommand;
import io.gatehouse.cli.command.KeyCommand;
import io.gatehouse.cli.command.LabsCommand;
import io.gatehouse.cli.command.LicenceCommand;
import io.gatehouse.cli.command.LogCommand;
import io.gatehouse.cli.command.ManCommand;
import io.gatehouse.cli.command.NextCommand;
import io.gatehouse.cli.command.PendingCommand;
import io.gatehouse.cli.command.PeopleCommand;
import io.gatehouse.cli.command.PermitCommand;
import io.gatehouse.cli.command.PromotionCommand;
import io.gatehouse.cli.command.RecoverCommand;
import io.gatehouse.cli.command.ResumeCommand;
import io.gatehouse.cli.command.RouterCommand;
import io.gatehouse.cli.command.ServeCommand;
import io.gatehouse.cli.command.SettleCommand;
import io.gatehouse.cli.command.SmokeCommand;
import io.gatehouse.cli.command.StatusCommand;
import io.gatehouse.cli.command.VersionCommand;
import io.gatehouse.cli.command.WaiveCommand;
import io.gatehouse.cli.command.WatchCommand;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root of all verbs and the options that every verb has. */
@Command(
        name = "gatehouse",
        description =
                "Decides whether a trading system may move DEMO -> PAPER -> LIVE, and proves why.",
        mixinStandardHelpOptions = false,
        synopsisSubcommandLabel = "VERB",
        subcommands = {
            DemoCommand.class,
            InitCommand.class,
            StatusCommand.class,
            NextCommand.class,
            PendingCommand.class,
            CheckCommand.class,
            ExplainCommand.class,
            GateCommand.class,
            ConfigCommand.class,
            LabsCommand.class,
            RouterCommand.class,
            SmokeCommand.class,
            BundleCommand.class,
            FingerprintCommand.class,
            LicenceCommand.class,
            EvidenceCommand.class,
            PromotionCommand.class,
            SettleCommand.class,
            WaiveCommand.class,
            PeopleCommand.class,
            AdoptCommand.class,
            KeyCommand.class,
            PermitCommand.class,
            HaltCommand.class,
            DemoteCommand.class,
            ResumeCommand.class,
            AuditCommand.class,
            LogCommand.class,
            AcceptanceCommand.class,
            RecoverCommand.class,
            DoctorCommand.class,
            ServeCommand.class,
            WatchCommand.class,
            CompletionCommand.class,
            ManCommand.class,
            VersionCommand.class
        })
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

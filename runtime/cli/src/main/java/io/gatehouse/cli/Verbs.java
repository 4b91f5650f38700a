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
import java.util.List;

/**
 * The verbs below {@code gatehouse}, and which of them a command line needs.
 *
 * <p>Building the model of every verb, with all its options, is half of the start of a command that
 * does little. A line that begins with the name of a verb is parsed with that verb alone: what
 * follows a verb's name is the verb's. Every other line meets all of them.
 */
final class Verbs {

    /** In the order of the help. */
    static final List<String> NAMES =
            List.of(
                    "demo",
                    "init",
                    "status",
                    "next",
                    "pending",
                    "check",
                    "explain",
                    "gate",
                    "config",
                    "labs",
                    "router",
                    "smoke",
                    "bundle",
                    "fingerprint",
                    "licence",
                    "evidence",
                    "promotion",
                    "settle",
                    "waive",
                    "people",
                    "adopt",
                    "key",
                    "permit",
                    "halt",
                    "demote",
                    "resume",
                    "audit",
                    "log",
                    "acceptance",
                    "recover",
                    "doctor",
                    "serve",
                    "watch",
                    "completion",
                    "man",
                    "version");

    /** These describe all the others. */
    private static final List<String> OF_ALL = List.of("completion", "man");

    private Verbs() {}

    /** The verbs that may be meant by these arguments: one, or all. */
    static List<String> neededBy(List<String> arguments) {
        if (arguments.isEmpty()
                || !NAMES.contains(arguments.get(0))
                || OF_ALL.contains(arguments.get(0))) {
            return NAMES;
        }
        return List.of(arguments.get(0));
    }

    /**
     * The class of a verb, loaded now and not before.
     *
     * @throws IllegalArgumentException when there is no such verb
     */
    static Class<?> of(String name) {
        return switch (name) {
            case "demo" -> DemoCommand.class;
            case "init" -> InitCommand.class;
            case "status" -> StatusCommand.class;
            case "next" -> NextCommand.class;
            case "pending" -> PendingCommand.class;
            case "check" -> CheckCommand.class;
            case "explain" -> ExplainCommand.class;
            case "gate" -> GateCommand.class;
            case "config" -> ConfigCommand.class;
            case "labs" -> LabsCommand.class;
            case "router" -> RouterCommand.class;
            case "smoke" -> SmokeCommand.class;
            case "bundle" -> BundleCommand.class;
            case "fingerprint" -> FingerprintCommand.class;
            case "licence" -> LicenceCommand.class;
            case "evidence" -> EvidenceCommand.class;
            case "promotion" -> PromotionCommand.class;
            case "settle" -> SettleCommand.class;
            case "waive" -> WaiveCommand.class;
            case "people" -> PeopleCommand.class;
            case "adopt" -> AdoptCommand.class;
            case "key" -> KeyCommand.class;
            case "permit" -> PermitCommand.class;
            case "halt" -> HaltCommand.class;
            case "demote" -> DemoteCommand.class;
            case "resume" -> ResumeCommand.class;
            case "audit" -> AuditCommand.class;
            case "log" -> LogCommand.class;
            case "acceptance" -> AcceptanceCommand.class;
            case "recover" -> RecoverCommand.class;
            case "doctor" -> DoctorCommand.class;
            case "serve" -> ServeCommand.class;
            case "watch" -> WatchCommand.class;
            case "completion" -> CompletionCommand.class;
            case "man" -> ManCommand.class;
            case "version" -> VersionCommand.class;
            default -> throw new IllegalArgumentException("no verb " + name);
        };
    }
}

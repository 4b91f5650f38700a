package io.gatehouse.cli.command;

import io.gatehouse.adapter.liverouter.kill.CancelResult;
import io.gatehouse.adapter.liverouter.kill.CancelSelection;
import io.gatehouse.adapter.liverouter.kill.KillReport;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.core.state.GovernanceState;
import io.gatehouse.embedded.router.RouterKill;
import io.gatehouse.embedded.router.RouterMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code router kill}: halts the router of a workspace, running or not, and withdraws its orders on
 * connections of its own. Needs no lock and no credential: who stops too much does no harm.
 */
@Command(
        name = "kill",
        description =
                "Blocks all new orders and withdraws open ones at the venues: 0 every selected order is gone, 1 some may not be, 3 the block is not on the disk.")
public final class RouterKillCommand extends RouterVerb {

    private static final int LONGEST = 500;

    @Option(
            names = "--venue",
            paramLabel = "VENUE",
            description = "Withdraw only orders of this venue; the block holds for all.")
    private Optional<String> venue = Optional.empty();

    @Option(
            names = "--symbol",
            paramLabel = "SYMBOL",
            description = "Withdraw only orders of this symbol; the block holds for all.")
    private Optional<String> symbol = Optional.empty();

    @Option(
            names = "--strategy",
            paramLabel = "NAME",
            description = "Withdraw only orders of this strategy; the block holds for all.")
    private Optional<String> strategy = Optional.empty();

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
    private String reason = "";

    @Override
    public Integer call() throws Exception {
        if (reason.isBlank() || reason.length() > LONGEST) {
            throw Unanswerable.usage(text("router.reason", LONGEST));
        }
        if (symbol.filter(s -> !s.matches("[A-Z0-9]{2,20}")).isPresent()) {
            // One that nothing has would withdraw nothing and look well.
            throw Unanswerable.usage(text("router.symbol"));
        }
        CancelSelection selection =
                new CancelSelection(
                        venue.map(name -> typed(() -> new VenueId(name))), symbol, strategy);
        RouterMode mode = mode();
        GovernanceState governance = governance();
        RouterKill.Killed killed =
                new RouterKill(
                                mode,
                                workspace().root(),
                                installation(governance),
                                persons(governance),
                                name -> Optional.ofNullable(System.getenv(name)),
                                clock())
                        .kill(selection, actingPerson().orElse("router kill"), reason);
        Output output = output();
        output.say(killed.latched() ? "router.killed" : "router.kill-not-durable");
        List<CancelResult> results = killed.report().map(KillReport::results).orElse(List.of());
        results.forEach(
                each ->
                        output.say(
                                "router.kill-order",
                                each.order(),
                                each.venue(),
                                each.fate().name().toLowerCase(Locale.ROOT)));
        killed.report().ifPresent(report -> output.findings(report.findings()));
        output.findings(killed.findings());
        output.say(killed.complete() ? "router.kill-complete" : "router.kill-incomplete");
        output.json("gatehouse.router-kill/1", killed.json());
        if (!killed.latched()) {
            return ExitCodes.UNDECIDED;
        }
        return killed.complete() ? ExitCodes.ALLOWED : ExitCodes.REFUSED;
    }
}

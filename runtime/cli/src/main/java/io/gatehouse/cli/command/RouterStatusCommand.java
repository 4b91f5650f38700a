package io.gatehouse.cli.command;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.state.Latch;
import io.gatehouse.adapter.liverouter.state.LatchEntry;
import io.gatehouse.adapter.liverouter.state.TradingState;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.state.GovernanceState;
import io.gatehouse.embedded.router.RouterMode;
import io.gatehouse.embedded.router.RouterView;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;

/** {@code router status}: latches, orders and positions, from the files alone. */
@Command(
        name = "status",
        description =
                "Shows whether the router may trade, its open orders and its positions: 0 it may, 1 it may not, 3 its files cannot be believed.")
public final class RouterStatusCommand extends RouterVerb {

    @Override
    public Integer call() throws Exception {
        RouterMode mode = mode();
        GovernanceState governance = governance();
        RouterView view =
                RouterView.of(
                        mode,
                        workspace().root(),
                        installation(governance),
                        persons(governance),
                        around().clock());
        Output output = output();
        output.say("router.state", view.state());
        view.latches().forEach(entry -> latch(output, entry));
        view.resting().forEach(order -> order(output, "router.resting", order));
        view.unknown().forEach(order -> order(output, "router.unknown", order));
        view.positions().forEach((symbol, held) -> output.say("router.position", symbol, held));
        view.alerts().forEach(alert -> alert(output, alert));
        output.findings(view.findings());
        output.json("gatehouse.router-status/1", json(view));
        if (!view.findings().isEmpty()) {
            return ExitCodes.UNDECIDED;
        }
        return view.state() == TradingState.ACTIVE ? ExitCodes.ALLOWED : ExitCodes.REFUSED;
    }

    private static void latch(Output output, LatchEntry entry) {
        String by = entry.latch().map(Latch::by).orElse("?");
        String reason = entry.latch().map(Latch::reason).orElse("?");
        String scope = entry.latch().flatMap(Latch::strategy).orElse("*");
        if (entry.lift().isPresent()) {
            LatchEntry.Lift lift = entry.lift().get();
            output.say(
                    "router.lifted",
                    entry.number(),
                    scope,
                    by,
                    reason,
                    lift.person(),
                    lift.reason());
        } else {
            output.say("router.latch", entry.number(), scope, by, reason);
        }
    }

    private static void order(Output output, String key, ChildOrder order) {
        output.say(
                key,
                order.id(),
                order.venue(),
                order.side().name().toLowerCase(Locale.ROOT),
                RouterView.quantity(order),
                order.instrument().symbol());
    }

    private static void alert(Output output, RouterView.Alert alert) {
        output.say(
                "router.alert-firing",
                alert.name(),
                alert.severity(),
                alert.since(),
                alert.summary());
    }

    private static JsonObject json(RouterView.Alert alert) {
        return JsonObject.builder()
                .put("alert", alert.name())
                .put("severity", alert.severity())
                .put("since", alert.since())
                .put("summary", alert.summary())
                .build();
    }

    private static JsonObject json(RouterView view) {
        JsonObject.Builder positions = JsonObject.builder();
        view.positions().forEach(positions::put);
        return JsonObject.builder()
                .put("state", view.state().name())
                .put("latches", view.latches().stream().map(RouterStatusCommand::json).toList())
                .put("resting", orders(view.resting()))
                .put("unknown", orders(view.unknown()))
                .put("positions", positions.build())
                .put("alerts", view.alerts().stream().map(RouterStatusCommand::json).toList())
                .put("findings", Output.toJson(view.findings()))
                .build();
    }

    private static JsonObject json(LatchEntry entry) {
        return JsonObject.builder()
                .put("number", entry.number())
                .put("standing", entry.standing())
                .put("scope", entry.latch().flatMap(Latch::strategy).orElse("all"))
                .put("by", entry.latch().map(Latch::by).orElse(""))
                .put("reason", entry.latch().map(Latch::reason).orElse(""))
                .put("lifted_by", entry.lift().map(LatchEntry.Lift::person).orElse(""))
                .build();
    }

    private static List<JsonObject> orders(List<ChildOrder> orders) {
        return orders.stream()
                .map(
                        order ->
                                JsonObject.builder()
                                        .put("id", order.id().value())
                                        .put("parent", order.parent())
                                        .put("venue", order.venue().value())
                                        .put("symbol", order.instrument().symbol())
                                        .put("side", order.side().name().toLowerCase(Locale.ROOT))
                                        .put("quantity", RouterView.quantity(order))
                                        .build())
                .toList();
    }
}

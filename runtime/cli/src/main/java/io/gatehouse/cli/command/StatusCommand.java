package io.gatehouse.cli.command;

import io.gatehouse.app.query.KeyConsequences;
import io.gatehouse.app.query.NextAct;
import io.gatehouse.app.query.NextActs;
import io.gatehouse.app.query.ReadOnlyInstallation;
import io.gatehouse.app.query.RevokedKeys;
import io.gatehouse.app.remote.ServerNote;
import io.gatehouse.app.workspace.HaltLatch;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.cli.Verb;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.state.EnvironmentState;
import io.gatehouse.core.state.InstallationView;
import io.gatehouse.core.state.PermitRecord;
import io.gatehouse.core.state.PromotionState;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import picocli.CommandLine.Command;

/** {@code gatehouse status}: where the installation stands and what can be done now. */
@Command(name = "status", description = "Shows where the installation stands and what comes next.")
public final class StatusCommand extends Verb {

    @Override
    public Integer call() throws Exception {
        ReadOnlyInstallation installation = read();
        InstallationView state = installation.state();
        EnvironmentState environment = state.environment();
        boolean latched = new HaltLatch(workspace()).isDown();
        List<NextAct> acts = new NextActs(state).all();
        Output output = output();
        output.say("status.environment", environment.machine(), environment.since());
        if (latched) {
            output.say("status.latched");
        }
        Optional<ServerNote> server = ServerNote.read(workspace());
        server.ifPresent(s -> output.say("status.served", s.pid(), s.url()));
        permit(output, environment);
        output.say(
                "status.installation",
                state.governance().installation().map(Object::toString).orElse("-"),
                state.governance().device());
        output.say(
                "status.journal",
                installation.position().seq(),
                installation.position().digest(),
                installation.root().abbreviated());
        if (installation.unauthenticated() > 0) {
            output.say("status.unauthenticated", installation.unauthenticated());
        }
        SortedMap<KeyId, KeyConsequences.Affected> felt = RevokedKeys.felt(installation);
        felt.forEach(
                (key, affected) ->
                        output.say(
                                "status.revoked-key",
                                key,
                                affected.environment(),
                                affected.because()));
        output.say("status.requests", state.ledger().admitted(), state.ledger().refused());
        for (PromotionState promotion : state.openPromotions()) {
            output.say(
                    "status.promotion",
                    promotion.id(),
                    promotion.gate(),
                    promotion.release().id(),
                    promotion.machine());
        }
        NextCommand.print(output, acts);
        output.json(
                "gatehouse.status/1",
                json(installation, latched, acts)
                        .with("server", server.map(s -> s.url().toString()).orElse(""))
                        .with(
                                "revoked_keys_felt",
                                felt.keySet().stream().map(KeyId::value).toList()));
        return ExitCodes.ALLOWED;
    }

    private static void permit(Output output, EnvironmentState environment) {
        Optional<PermitRecord> permit = environment.permit();
        if (permit.isEmpty()) {
            output.say("status.no-permit");
        } else if (permit.get().revoked().isPresent()) {
            output.say(
                    "status.permit-revoked",
                    permit.get().id(),
                    permit.get().revoked().orElseThrow());
        } else {
            output.say(
                    "status.permit",
                    permit.get().id(),
                    permit.get().permit().text("expires").orElse("?"));
        }
    }

    private static JsonObject json(
            ReadOnlyInstallation installation, boolean latched, List<NextAct> acts) {
        InstallationView state = installation.state();
        List<JsonObject> promotions =
                state.openPromotions().stream()
                        .map(
                                p ->
                                        JsonObject.builder()
                                                .put("promotion", p.id().value())
                                                .put("gate", p.gate().value())
                                                .put("release", p.release().id())
                                                .put("state", p.machine())
                                                .build())
                        .toList();
        return JsonObject.builder()
                .put(
                        "installation",
                        state.governance().installation().map(Object::toString).orElse(""))
                .put("environment", state.environment().machine())
                .put("since", state.environment().since().toString())
                .put("halt_latch", latched)
                .put(
                        "permit",
                        state.environment()
                                .permit()
                                .filter(p -> p.revoked().isEmpty())
                                .map(p -> p.id().value())
                                .orElse(""))
                .put("journal", json(installation.position()))
                .put("root", installation.root().value())
                .put("unauthenticated_groups", installation.unauthenticated())
                .put("admitted", state.ledger().admitted())
                .put("refused", state.ledger().refused())
                .put("promotions", promotions)
                .put("next", acts.stream().map(NextAct::toJson).toList())
                .build();
    }
}

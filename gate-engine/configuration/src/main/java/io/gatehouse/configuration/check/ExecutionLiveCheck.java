package io.gatehouse.configuration.check;

import io.gatehouse.configuration.ConfigNode.Mapping;
import java.util.List;

/** {@code execution.live} (runbook 3.2), which the existing tool does not look at. */
final class ExecutionLiveCheck implements ConfigCheck {

    static final ConfigCode MISSING =
            ConfigCode.ours(
                    "execution_live_missing",
                    "The file is to be used for live and has no execution.live.",
                    "configure execution.live (runbook 3.2)");

    static final ConfigCode EARLY =
            ConfigCode.ours(
                    "execution_live_early",
                    "Live execution is on in a file that is validated for demo or paper.",
                    "leave execution.live.enabled false until the gate to live");

    static final ConfigCode OFF =
            ConfigCode.ours(
                            "execution_live_off",
                            "The file is to be used for live and execution.live is off.",
                            "set execution.live.enabled to true for live")
                    .asWarning();

    static final ConfigCode ROUTE =
            ConfigCode.ours(
                    "execution_live_route_missing",
                    "Live execution is on and has no default route.",
                    "set execution.live.default_route");

    static final ConfigCode MODE =
            ConfigCode.ours(
                    "execution_mode_unknown",
                    "The default mode of execution is none of paper, live and auto.",
                    "write paper, live or auto");

    @Override
    public String name() {
        return "execution-live";
    }

    @Override
    public List<ConfigCode> codes() {
        return List.of(MISSING, EARLY, OFF, ROUTE, MODE);
    }

    @Override
    public void run(Examination file) {
        boolean forLive = file.profile().equals(ConfigProfile.LIVE);
        file.section("execution")
                .flatMap(execution -> file.text(execution, "default_mode"))
                .filter(mode -> !List.of("paper", "live", "auto").contains(mode.text()))
                .ifPresent(mode -> file.find(MODE, mode, "default_mode", mode.text()));
        file.section("execution", "live")
                .ifPresentOrElse(
                        live -> live(file, live, forLive),
                        () -> {
                            if (forLive) {
                                file.find(MISSING, "execution", 0, 0, "execution.live", "none");
                            }
                        });
    }

    private static void live(Examination file, Mapping live, boolean forLive) {
        boolean on = file.isOn(live, "enabled");
        if (on && !forLive) {
            file.find(EARLY, live, "execution.live", "enabled");
        }
        if (!on && forLive) {
            file.find(OFF, live, "execution.live", "not enabled");
        }
        LiveRoutingCheck.routes(file, live, ROUTE);
        LiveRoutingCheck.buckets(file, live);
    }
}

package io.gatehouse.adapter.smoke.job;

import java.util.Arrays;
import java.util.Optional;

/** Which smoke. */
public enum SmokeTask {
    /** Strategies over candles (runbook 1.3). */
    DEMO("demo", "reports/demo_smoke"),
    /** All strategies at once, within limits (runbook 1.3, the alternative). */
    STAGE4("stage4", "var/audit/acceptance"),
    /** Paper against backtest (runbook 2.4). */
    PAPER("paper", "reports/paper_smoke");

    private final String code;
    private final String output;

    SmokeTask(String code, String output) {
        this.code = code;
        this.output = output;
    }

    public String code() {
        return code;
    }

    /** Where the reports go unless told otherwise, within the workspace. */
    public String output() {
        return output;
    }

    public static Optional<SmokeTask> ofCode(String code) {
        return Arrays.stream(values()).filter(task -> task.code.equals(code)).findFirst();
    }
}

package io.gatehouse.demo;

import io.gatehouse.demo.standin.DemoConfiguration;
import io.gatehouse.demo.standin.LiveSections;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Edits a configuration as text, line by line, so that comments and order stay as they are: the two
 * sections that runbook row 3.2 asks for, and the risk limit that nobody may slip in beside them.
 */
final class ConfigurationEdits {

    private ConfigurationEdits() {}

    /** Adds the universe that the demo's invented market trades. */
    static String withMarket(String text) {
        return insertUnder(text, "instrument_universes", DemoConfiguration.universes());
    }

    /** Adds {@code execution.live} and {@code alerts.prometheus}. */
    static String forLive(String text) {
        List<String> live = new ArrayList<>(LiveSections.execution());
        live.add("    decision_log_key_id: live-execution");
        return insertUnder(insertUnder(text, "execution", live), "alerts", LiveSections.alerts());
    }

    /** Loosens the first daily-loss limit. */
    static String looserRiskLimit(String text) {
        List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            int at = line.indexOf("max_daily_loss_pct:");
            if (at >= 0) {
                lines.set(i, line.substring(0, at) + "max_daily_loss_pct: 0.25");
                return String.join("\n", lines);
            }
        }
        throw new IllegalArgumentException(
                "the configuration has no max_daily_loss_pct under risk_profiles");
    }

    /** Puts lines under a top-level key, adding the key at the end when it is not there. */
    private static String insertUnder(String text, String key, List<String> added) {
        List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
        int at = lines.indexOf(key + ":");
        if (at >= 0) {
            lines.addAll(at + 1, added);
            return String.join("\n", lines);
        }
        String end = text.endsWith("\n") ? text : text + "\n";
        return end + key + ":\n" + String.join("\n", added) + "\n";
    }
}

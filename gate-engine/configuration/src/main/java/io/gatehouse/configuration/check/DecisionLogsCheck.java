package io.gatehouse.configuration.check;

import io.gatehouse.configuration.ConfigNode.Mapping;
import io.gatehouse.configuration.ConfigNode.Scalar;
import java.util.List;
import java.util.Set;

/**
 * The runtime's own logs of decisions: their keys, their size, and that they keep off the gates'
 * logs.
 */
final class DecisionLogsCheck implements ConfigCheck {

    static final ConfigCode ENTRIES =
            ConfigCode.existing(
                    "log_entries_not_positive",
                    "The greatest number of entries of a log is zero or negative.",
                    "give a positive number");

    static final ConfigCode SEVERAL =
            ConfigCode.existing(
                    "several_signing_keys",
                    "A log names more than one source of its signing key.",
                    "keep one of signing_key_env, signing_key_path and signing_key_value");

    static final ConfigCode NONE =
            ConfigCode.existing(
                            "no_signing_key",
                            "A log has no signing key: nobody can tell whether it was edited.",
                            "set signing_key_env or signing_key_path")
                    .asWarning();

    static final ConfigCode INLINE =
            ConfigCode.existing(
                            "signing_key_inline",
                            "The signing key of a log stands in the file.",
                            "name a variable or a file, and change the key")
                    .asWarning();

    static final ConfigCode LIVE_INLINE =
            ConfigCode.ours(
                    "live_log_key_inline",
                    "The key of the live router's log stands in the file.",
                    "name a variable or a file, and change the key");

    static final ConfigCode RESERVED =
            ConfigCode.ours(
                            "log_path_reserved",
                            "A runtime log is one of the gates' four decision logs: its lines make strict verification refuse the file (ADR 0007).",
                            "give the runtime a file of its own, outside audit/decision_logs")
                    .orWaived();

    private static final List<String> KEYS =
            List.of("signing_key_env", "signing_key_path", "signing_key_value");
    private static final Set<String> GATES =
            Set.of("demo.jsonl", "paper.jsonl", "live_execution.jsonl", "stage6.jsonl");

    @Override
    public String name() {
        return "decision-logs";
    }

    @Override
    public List<ConfigCode> codes() {
        return List.of(ENTRIES, SEVERAL, NONE, INLINE, LIVE_INLINE, RESERVED);
    }

    @Override
    public void run(Examination file) {
        for (String name : List.of("risk_decision_log", "portfolio_decision_log")) {
            file.section("runtime", name).ifPresent(log -> log(file, name, log));
        }
        file.section("execution", "live_router", "decision_log")
                .ifPresent(log -> reserved(file, "execution.live_router", log, "path"));
        file.section("execution", "live")
                .ifPresent(
                        live -> {
                            reserved(file, "execution.live", live, "decision_log_path");
                            live.find("decision_log_key_value")
                                    .ifPresent(
                                            key ->
                                                    file.find(
                                                            LIVE_INLINE,
                                                            key,
                                                            "execution.live",
                                                            Masked.VALUE));
                        });
    }

    private static void log(Examination file, String name, Mapping log) {
        file.number(log, "max_entries")
                .filter(count -> !count.isPositive())
                .ifPresent(count -> file.find(ENTRIES, count.at(), name, count.at().text()));
        long keys = KEYS.stream().filter(key -> file.text(log, key).isPresent()).count();
        if (keys > 1) {
            file.find(SEVERAL, log, name, keys + " sources");
        }
        if (keys == 0) {
            file.find(NONE, log, name, "none");
        }
        file.text(log, "signing_key_value")
                .ifPresent(key -> file.find(INLINE, key, name, Masked.VALUE));
        reserved(file, name, log, "path");
    }

    private static void reserved(Examination file, String name, Mapping log, String member) {
        file.text(log, member)
                .filter(path -> isReserved(path.text()))
                .ifPresent((Scalar path) -> file.find(RESERVED, path, name, path.text()));
    }

    private static boolean isReserved(String path) {
        String clean = path.replace('\\', '/').replaceAll("/(\\./)+", "/").replaceAll("/{2,}", "/");
        int slash = clean.lastIndexOf('/');
        return slash > 0
                && GATES.contains(clean.substring(slash + 1))
                && (clean.substring(0, slash).equals("audit/decision_logs")
                        || clean.substring(0, slash).endsWith("/audit/decision_logs"));
    }
}

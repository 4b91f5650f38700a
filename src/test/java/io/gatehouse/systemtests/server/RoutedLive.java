package io.gatehouse.systemtests.server;

import io.gatehouse.adapter.liverouter.standin.StandInServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** An installation that was promoted to LIVE with a router's configuration of two stand-ins. */
final class RoutedLive {

    /** Names the bundle that was promoted: the release is known by the digest of its manifest. */
    static final String BUNDLE = "var/dist/manifest.json";

    private static final String LAST_LINE = "    decision_log_key_id: live-execution";

    private RoutedLive() {}

    /**
     * Walks a new installation to LIVE.
     *
     * @param first port of the route's first venue
     * @param second port of the one that may be fallen back to
     * @param gate changes the text of gate {@code live}
     */
    static Path walk(Path directory, int first, int second, UnaryOperator<String> gate)
            throws IOException {
        return walk(directory, first, second, gate, at -> {});
    }

    /**
     * As {@link #walk(Path, int, int, UnaryOperator)}.
     *
     * @param atPaper told of the workspace while it stands at PAPER, with nothing under way
     */
    static Path walk(
            Path directory,
            int first,
            int second,
            UnaryOperator<String> gate,
            Consumer<Path> atPaper)
            throws IOException {
        Path walked =
                ServedLive.walk(
                        directory,
                        (name, text) -> name.equals("live") ? gate.apply(text) : text,
                        text -> {
                            atPaper.accept(directory.resolve(ServedLive.WALKED));
                            return ServedLive.replace(
                                    text, LAST_LINE, LAST_LINE + "\n" + sections(first, second));
                        });
        secret(walked, "venue.key", StandInServer.API_KEY);
        secret(walked, "venue.secret", StandInServer.API_SECRET);
        return walked;
    }

    private static void secret(Path workspace, String name, String text) throws IOException {
        Path file = Files.createDirectories(workspace.resolve("secrets/router")).resolve(name);
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static String sections(int first, int second) {
        return """
                allow_cross_exchange_fallback: true
                latency_budget_ms: 60000
                limits: {children_per_order: 8, unfilled_in_row: 100000}
                venues:
                  binance_spot: {address: "http://127.0.0.1:%d", %s}
                  loopback_spot: {address: "http://127.0.0.1:%d", %s}
                guards:
                  conservative:
                    currency: USDT
                    capital: 30000
                    max_reference_age_ms: 60000
                    collar_bps: 5000
                    window_collar_bps: 9000
                    window_ms: 60000
                    max_order_value: 900
                    max_open_notional: 2500
                    max_daily_loss: 90
                    orders_per_second: 1000
                    orders_per_minute: 60000
                    repetitions: 1000000
                    repetition_window_ms: 1000
                    fee_bps: 10
                    symbols:
                      BTCUSDT: {currency: USDT, max_order_quantity: 1, max_position: 10}
            """
                .formatted(first, venue(), second, venue())
                .stripTrailing();
    }

    private static String venue() {
        return "key: \"file:secrets/router/venue.key\", secret:"
                + " \"file:secrets/router/venue.secret\", timeout_ms: 60000, rate_per_second: 1000,"
                + " burst: 1000, breaker_failures: 1000, message_validity_ms: 10000,"
                + " absence_margin_ms: 100";
    }
}

package io.gatehouse.adapter.metrics.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.configuration.alerts.AlertReader;
import io.gatehouse.configuration.alerts.AlertReading;
import io.gatehouse.configuration.alerts.AlertRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The rules that are delivered. */
public final class Shipped {

    private Shipped() {}

    public static Path file() {
        return Path.of(System.getProperty("gatehouse.root", "../.."))
                .resolve("deploy/prometheus/live_router.rules.yml")
                .toAbsolutePath()
                .normalize();
    }

    static List<AlertRule> rules() throws IOException {
        AlertReading reading = AlertReader.ruleFile("shipped", Files.readAllBytes(file()));
        assertThat(reading.findings()).isEmpty();
        return reading.rules();
    }
}

package io.gatehouse.demo.standin;

import static io.gatehouse.demo.standin.ReportText.object;
import static io.gatehouse.demo.standin.ReportText.pretty;
import static io.gatehouse.demo.standin.ReportText.report;

import io.gatehouse.core.digest.DigestPair;
import io.gatehouse.definitions.yaml.StrictYaml;
import io.gatehouse.definitions.yaml.YamlFaultException;
import io.gatehouse.definitions.yaml.YamlNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Stands for {@code validate_config.py}: really reads the configuration, and looks for the sections
 * that the trading system cannot do without. It does not judge what the settings mean.
 */
final class ConfigValidation {

    private static final int LARGEST = 4 * 1024 * 1024;
    private static final List<String> SECTIONS =
            List.of("environments", "risk_profiles", "runtime");

    private ConfigValidation() {}

    static int run(StandInRun run) throws IOException {
        String path = run.option("--config", "config/core.yaml");
        byte[] bytes = run.read(path);
        List<String> errors = errors(bytes);
        DigestPair digests = DigestPair.of(bytes);
        Map<String, Object> report =
                report(
                        "validate_config.py",
                        "valid",
                        errors.isEmpty(),
                        "errors",
                        errors,
                        "warnings",
                        List.of(),
                        "profile",
                        run.option("--profile", ""),
                        "checks",
                        List.of("strict YAML", "sections " + SECTIONS),
                        "config",
                        object(
                                "path",
                                path,
                                "size",
                                (long) bytes.length,
                                "sha256",
                                digests.sha256().value(),
                                "sha384",
                                digests.sha384().value()),
                        "generated_at",
                        run.now().toString());
        String text = pretty(report);
        run.write("reports/config_validation/report.json", text);
        run.out().print(text);
        return errors.isEmpty() ? 0 : StandIn.FAILED;
    }

    private static List<String> errors(byte[] bytes) {
        try {
            if (!(StrictYaml.readConfiguration(bytes, LARGEST) instanceof YamlNode.Mapping root)) {
                return List.of("the file is not a mapping");
            }
            List<String> errors = new ArrayList<>();
            root.members().keySet().stream()
                    .filter(name -> name.matches(".*#[0-9]+"))
                    .forEach(name -> errors.add("section '" + name + "' stands more than once"));
            for (String section : SECTIONS) {
                boolean there =
                        root.members().get(section) instanceof YamlNode.Mapping part
                                && !part.members().isEmpty();
                if (!there) {
                    errors.add("section '" + section + "' is missing or empty");
                }
            }
            return errors;
        } catch (YamlFaultException e) {
            return List.of(e.fault().toString());
        }
    }
}

package io.gatehouse.adapter.metrics;

import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.configuration.ConfigTree;
import io.gatehouse.configuration.alerts.AlertReader;
import io.gatehouse.configuration.alerts.AlertReading;
import io.gatehouse.configuration.alerts.AlertsCheck;
import io.gatehouse.configuration.alerts.LiveMetricCatalogue;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.AdapterId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.ActionParameters;
import io.gatehouse.core.port.GateAction;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * Judges the alerts of a rule file and of the configuration and leaves a report of their coverage
 * as evidence (runbook 3.2).
 *
 * <p>It fails when an alert is faulty or a cause is not covered; the report is there all the same.
 * Equal files give equal reports, so a lost run may be repeated. Thread-safe.
 */
public final class MetricsAction implements GateAction {

    public static final AdapterId ID = new AdapterId("metrics");

    private static final String RULE = "alerts-cover";

    @Override
    public AdapterId adapter() {
        return ID;
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public List<String> lint(JsonObject with) {
        return List.copyOf(AlertsParameters.faults(with));
    }

    @Override
    public Outcome run(Request request) {
        List<String> faults = AlertsParameters.faults(request.parameters());
        if (!faults.isEmpty()) {
            return new Outcome.Failed(
                    JsonObject.EMPTY, List.of(ActionParameters.refusal(RULE, ID, faults)));
        }
        AlertsParameters parameters = AlertsParameters.of(request.parameters());
        try {
            Path root = request.workspace().toRealPath();
            SortedMap<String, Digest> digests = new TreeMap<>();
            List<AlertReading> readings = new ArrayList<>();
            if (parameters.rules().isPresent()) {
                String path = parameters.rules().get();
                readings.add(
                        read(
                                root,
                                path,
                                AlertReader.LARGEST_RULE_FILE,
                                digests,
                                AlertReader::ruleFile));
            }
            if (parameters.config().isPresent()) {
                String path = parameters.config().get();
                readings.add(
                        read(root, path, ConfigTree.LARGEST, digests, AlertReader::configuration));
            }
            AlertsCheck check =
                    AlertsCheck.of(readings, LiveMetricCatalogue.standard(), AlertsCheck.SCRAPE);
            return written(root, parameters, new AlertsReport(digests, check));
        } catch (IOException e) {
            // the exception's own words may name a path outside of the workspace
            return failed(
                    "unreadable",
                    ID.value(),
                    "files within the workspace that can be read and written",
                    "one cannot",
                    "look at the paths of the definition and their permissions");
        }
    }

    private static AlertReading read(
            Path root,
            String path,
            int largest,
            SortedMap<String, Digest> digests,
            BiFunction<String, byte[], AlertReading> reader)
            throws IOException {
        Path file = root.resolve(path).toRealPath();
        if (!file.startsWith(root) || !Files.isRegularFile(file)) {
            throw new IOException("outside of the workspace, or no file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(largest + 1);
            digests.put(path, Digest.sha384(bytes));
            return reader.apply(path, bytes);
        }
    }

    private static Outcome written(Path root, AlertsParameters parameters, AlertsReport report)
            throws IOException {
        Path file = root.resolve(parameters.output());
        refuseLinks(root, file);
        DurableFiles.createDirectories(file.getParent());
        byte[] bytes = report.fileBytes();
        DurableFiles.replace(file, bytes);
        JsonObject facts =
                JsonObject.builder()
                        .put("report", parameters.output())
                        .put("report_sha384", Digest.sha384(bytes).value())
                        .put("alerts", report.check().alerts())
                        .put("causes_covered", report.check().covered().size())
                        .put("findings", report.check().findings().size())
                        .build();
        return report.check().findings().isEmpty()
                ? new Outcome.Succeeded(facts)
                : new Outcome.Failed(facts, told(report.check().findings()));
    }

    /** Findings go into the journal for ever; the report holds all of them. */
    private static List<Finding> told(List<Finding> findings) {
        return findings.subList(0, Math.min(100, findings.size()));
    }

    /** A link planted on the way would put the report somewhere else. */
    private static void refuseLinks(Path root, Path file) throws IOException {
        Path at = root;
        for (Path part : root.relativize(file)) {
            at = at.resolve(part);
            boolean exists = Files.exists(at, LinkOption.NOFOLLOW_LINKS);
            boolean fit =
                    at.equals(file)
                            ? Files.isRegularFile(at, LinkOption.NOFOLLOW_LINKS)
                            : Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS);
            if (exists && !fit) {
                throw new IOException("not a folder, or not a file");
            }
        }
    }

    private static Outcome failed(
            String code, String subject, String expected, String observed, String remedy) {
        return new Outcome.Failed(
                JsonObject.EMPTY,
                List.of(Finding.of(RULE, code, subject, expected, observed, remedy)));
    }
}

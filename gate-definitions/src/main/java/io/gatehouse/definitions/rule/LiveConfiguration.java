package io.gatehouse.definitions.rule;

import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.id.ArtefactId;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.definitions.yaml.StrictYaml;
import io.gatehouse.definitions.yaml.YamlFaultException;
import io.gatehouse.definitions.yaml.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The configuration that the gate promotes, as another step of the promotion recorded it, and what
 * a report says about the configuration it ran with.
 */
final class LiveConfiguration {

    private static final int MAX_BYTES = 4 * 1024 * 1024;

    private final Inspection inspection;
    private final List<Observation> files;
    private final Optional<YamlNode.Mapping> environments;

    private LiveConfiguration(Inspection inspection, List<Observation> files) {
        this.inspection = inspection;
        this.files = files;
        this.environments = files.size() == 1 ? environments(files.get(0)) : Optional.empty();
    }

    /** Looks for it among all evidence of the promotion; a finding where it is not there once. */
    static LiveConfiguration of(Inspection inspection) {
        Optional<ArtefactId> artefact = inspection.context().gate().configuration();
        List<Observation> files =
                inspection.context().snapshot().observations().stream()
                        .filter(o -> artefact.filter(o.item().artefact()::equals).isPresent())
                        .toList();
        files.forEach(inspection::look);
        boolean one = files.stream().map(o -> o.item().digests().sha384()).distinct().count() == 1;
        if (!one) {
            inspection.pending(
                    "no-configuration",
                    artefact.map(ArtefactId::value).orElse("configuration"),
                    "the configuration of this promotion, in evidence",
                    files.size() + " files",
                    "attach the configuration that is to be promoted");
        }
        List<Observation> intact =
                files.stream().filter(f -> one).filter(inspection::isIntact).limit(1).toList();
        return new LiveConfiguration(inspection, intact);
    }

    /** The report's path and, where it states them, digests are those of the configuration. */
    void judge(ReportPart report) {
        Optional<String> path = report.text("config");
        for (Observation file : files) {
            String recorded = file.item().path();
            if (path.filter(p -> !DryRunReport.isPath(p, recorded)).isPresent()) {
                differs(report, "config", recorded, path.get());
            }
            digest(report, "config_sha256", file.item().digests().sha256().hex());
            digest(report, "config_sha384", file.item().digests().sha384().hex());
        }
    }

    /** The report states the digest of the configuration, as {@code config_sha384}. */
    void judgeDigest(ReportPart report) {
        Optional<String> stated = report.text("config_sha384");
        for (Observation file : files) {
            String actual = file.item().digests().sha384().hex();
            if (stated.filter(s -> !hex(s).equals(actual)).isPresent()) {
                differs(report, "config_sha384", actual, stated.get());
            }
        }
    }

    /** A digest without the name of its algorithm in front. */
    static String hex(String digest) {
        return digest.startsWith("sha384:") ? digest.substring("sha384:".length()) : digest;
    }

    /** Names of the environments that are live; none when the configuration cannot be read. */
    SortedSet<String> live() {
        SortedSet<String> live = new TreeSet<>();
        environments.ifPresent(
                all -> all.members().keySet().stream().filter(n -> isLive(n)).forEach(live::add));
        return live;
    }

    private boolean isLive(String name) {
        return kind(name).filter("live"::equals).isPresent();
    }

    private static void digest(ReportPart report, String name, String actual) {
        if (report.object().has(name)) {
            Optional<String> stated = report.text(name);
            if (stated.filter(s -> !s.equals(actual)).isPresent()) {
                differs(report, name, actual, stated.get());
            }
        }
    }

    private static void differs(ReportPart report, String name, String actual, String stated) {
        report.refuse(
                "other-configuration", name, actual, ReportVerdict.show(new JsonString(stated)));
    }

    /** The configuration has that environment, and it is a live one. */
    void requireLive(ReportPart part, String name) {
        if (files.isEmpty()) {
            return; // said already
        }
        Optional<String> kind = kind(name);
        if (kind.filter("live"::equals).isEmpty()) {
            part.refuse(
                    "not-live",
                    "environment",
                    "a live environment of " + files.get(0).item().path(),
                    ReportVerdict.show(new JsonString(name)) + ", " + kind.orElse("not there"));
        }
    }

    private Optional<String> kind(String name) {
        return environments
                .map(e -> e.members().get(name))
                .filter(YamlNode.Mapping.class::isInstance)
                .map(e -> ((YamlNode.Mapping) e).members().get("environment"))
                .filter(YamlNode.Scalar.class::isInstance)
                .map(s -> ((YamlNode.Scalar) s).text());
    }

    private Optional<YamlNode.Mapping> environments(Observation file) {
        if (file.content().isEmpty()) {
            inspection.error(
                    "no-content",
                    file.item().path(),
                    "a configuration whose bytes can be read",
                    "none",
                    "restore the file");
            return Optional.empty();
        }
        try {
            YamlNode root = StrictYaml.readConfiguration(file.content().get().bytes(), MAX_BYTES);
            if (root instanceof YamlNode.Mapping mapping
                    && mapping.members().get("environments") instanceof YamlNode.Mapping all) {
                return Optional.of(all);
            }
            inspection.malformed(file.item().path(), "a mapping with 'environments'", root.kind());
        } catch (YamlFaultException e) {
            inspection.malformed(file.item().path(), "strict YAML", e.fault().toString());
        }
        return Optional.empty();
    }
}

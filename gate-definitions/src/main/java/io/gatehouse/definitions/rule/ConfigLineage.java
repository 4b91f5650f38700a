package io.gatehouse.definitions.rule;

import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.id.ArtefactId;
import io.gatehouse.core.state.SignOffKind;
import io.gatehouse.definitions.yaml.StrictYaml;
import io.gatehouse.definitions.yaml.YamlDifference;
import io.gatehouse.definitions.yaml.YamlFaultException;
import io.gatehouse.definitions.yaml.YamlNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The candidate differs from the configuration that was admitted to an environment only under the
 * paths that the gate lists, and owner and compliance signed the difference off (ADR 0009). Of a
 * key that occurs twice, both values are compared (ADR 0023).
 */
public final class ConfigLineage extends AbstractRule {

    private static final int MAX_BYTES = 4 * 1024 * 1024;
    private static final int MAX_FINDINGS = 100;

    ConfigLineage() {
        super(
                "config-lineage",
                false,
                "The configuration equals the admitted one but for the listed paths, and the change is signed off.",
                Parameter.required(
                        "artefact", Parameter.Kind.ARTEFACT, "the candidate, one YAML file"),
                Parameter.required(
                        "admitted-to",
                        Parameter.Kind.TEXT,
                        "the environment whose configuration is the other side"),
                Parameter.required(
                        "may-change", Parameter.Kind.TEXTS, "paths of names separated by dots"),
                Parameter.required(
                        "sign-off",
                        Parameter.Kind.ROLES,
                        "who must have signed off the change, each another person"));
    }

    /** 2: compares every occurrence of a key instead of refusing the file. */
    @Override
    public int version() {
        return 2;
    }

    @Override
    List<String> lintFurther(Reading given, StepDefinition step) {
        if (environment(given).isEmpty()) {
            return List.of("parameter 'admitted-to' is not an environment");
        }
        boolean paths = given.texts("may-change").stream().allMatch(JsonPath::isPath);
        return paths
                ? List.of()
                : List.of("parameter 'may-change' holds something that is not a path");
    }

    private static Optional<Environment> environment(Reading given) {
        return Arrays.stream(Environment.values())
                .filter(e -> e.name().equals(given.text("admitted-to")))
                .findFirst();
    }

    @Override
    void judge(Inspection inspection, Reading given) {
        Environment environment = environment(given).orElseThrow();
        ArtefactId artefact = given.artefact("artefact").orElseThrow();
        List<Observation> candidates = inspection.readable(artefact);
        if (inspection.all(artefact).size() > 1) {
            inspection.fail(
                    "several-candidates",
                    artefact.value(),
                    "one configuration",
                    inspection.all(artefact).size() + " files",
                    "attach only the file that will be loaded");
        }
        Optional<Observation> admitted =
                Optional.ofNullable(inspection.context().snapshot().admitted().get(environment));
        if (admitted.isEmpty()) {
            inspection.error(
                    "no-admitted-configuration",
                    environment.name(),
                    "the configuration that was admitted to " + environment + ", from the archive",
                    "none",
                    "pass the gate to " + environment + " again");
        } else if (!candidates.isEmpty()) {
            inspection.look(admitted.get());
            compare(inspection, given, admitted.get(), candidates.get(0));
        }
        List<Role> roles = given.roles("sign-off");
        SignOffs.require(inspection, roles, SignOffKind.APPROVED, true);
    }

    private static void compare(
            Inspection inspection, Reading given, Observation admitted, Observation candidate) {
        if (!inspection.isIntact(admitted)) {
            return;
        }
        Optional<YamlNode> before = parse(inspection, admitted);
        Optional<YamlNode> after = parse(inspection, candidate);
        if (before.isEmpty() || after.isEmpty()) {
            return;
        }
        List<List<String>> listed =
                given.texts("may-change").stream().map(p -> List.of(p.split("\\."))).toList();
        List<String> outside = YamlDifference.outside(before.get(), after.get(), listed);
        for (String path : outside.subList(0, Math.min(MAX_FINDINGS, outside.size()))) {
            inspection.fail(
                    "differs-outside",
                    path,
                    "as in " + admitted.item().digests().sha384(),
                    "different in " + candidate.item().digests().sha384(),
                    "take the value back, or take the new configuration through paper");
        }
        if (outside.size() > MAX_FINDINGS) {
            inspection.fail(
                    "differs-outside",
                    candidate.item().path(),
                    "differences under " + given.texts("may-change") + " alone",
                    (outside.size() - MAX_FINDINGS) + " more",
                    "take the new configuration through paper");
        }
    }

    private static Optional<YamlNode> parse(Inspection inspection, Observation file) {
        if (file.content().isEmpty()) {
            inspection.error(
                    "no-content",
                    file.item().path(),
                    "a configuration whose bytes can be read",
                    file.problem().isBlank() ? "none" : file.problem(),
                    "restore the archive");
            return Optional.empty();
        }
        try {
            YamlNode node = StrictYaml.readConfiguration(file.content().get().bytes(), MAX_BYTES);
            if (node instanceof YamlNode.Mapping) {
                return Optional.of(node);
            }
            inspection.malformed(file.item().path(), "a mapping", node.kind());
        } catch (YamlFaultException e) {
            inspection.malformed(file.item().path(), "strict YAML", e.fault().toString());
        }
        return Optional.empty();
    }
}

package io.gatehouse.adapter.liverouter.route;

import io.gatehouse.configuration.ConfigNode;
import io.gatehouse.configuration.ConfigNode.Mapping;
import io.gatehouse.configuration.ConfigNode.Scalar;
import io.gatehouse.configuration.ConfigNode.Sequence;
import io.gatehouse.core.rule.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A mapping of the configuration, read strictly: every fault is a finding, and a value that is
 * wrong is read as its default, so that all faults are found at once.
 *
 * <p>A key that is there with nothing under it is a fault, not a default: somebody began to write a
 * limit there.
 */
final class PlanSection {

    /** Integers that every version of YAML reads alike; {@code 250.0} is in files in use. */
    private static final Pattern WHOLE = Pattern.compile("(0|[1-9][0-9]{0,8})(\\.0)?");

    private final Mapping mapping;
    private final List<Finding> findings;

    PlanSection(Mapping mapping, Set<String> known, List<Finding> findings) {
        this.mapping = mapping;
        this.findings = findings;
        for (ConfigNode.Member member : mapping.members()) {
            if (!known.contains(member.name())) {
                find(PlanCode.PLAN_UNKNOWN_KEY, member.name(), "a documented key", "another");
            } else if (member.occurrence() > 1) {
                find(PlanCode.PLAN_REPEATED_KEY, member.name(), "once", "twice");
            }
        }
    }

    Mapping mapping() {
        return mapping;
    }

    void find(PlanCode code, String key, String expected, String observed) {
        findings.add(
                code.at(
                        mapping.path().isEmpty() ? key : mapping.path() + "." + key,
                        expected,
                        observed));
    }

    /** A truth value, written plainly as {@code true} or {@code false}. */
    boolean flag(String key, boolean byDefault) {
        Optional<ConfigNode> node = mapping.find(key);
        if (node.isEmpty()) {
            return byDefault;
        }
        String text = node.get() instanceof Scalar scalar && scalar.plain() ? scalar.text() : "";
        if (!text.equals("true") && !text.equals("false")) {
            find(PlanCode.PLAN_VALUE, key, "true or false", node.get().kind());
        }
        return text.equals("true");
    }

    int number(String key, int least, int most, int byDefault) {
        Optional<ConfigNode> node = mapping.find(key);
        if (node.isEmpty()) {
            return byDefault;
        }
        String expected = least + " to " + most;
        if (!(node.get() instanceof Scalar scalar)
                || !scalar.plain()
                || !WHOLE.matcher(scalar.text()).matches()) {
            find(PlanCode.PLAN_VALUE, key, expected, node.get().kind());
            return byDefault;
        }
        int value = Integer.parseInt(scalar.text().replace(".0", ""));
        if (value < least || value > most) {
            find(PlanCode.PLAN_VALUE, key, expected, scalar.text());
            return byDefault;
        }
        return value;
    }

    Duration milliseconds(String key, int least, int most, Duration byDefault) {
        return Duration.ofMillis(number(key, least, most, (int) byDefault.toMillis()));
    }

    /** A text of a form; the default when it is not there. */
    String text(String key, Pattern form, String byDefault) {
        Optional<ConfigNode> node = mapping.find(key);
        if (node.isEmpty()) {
            return byDefault;
        }
        if (node.get() instanceof Scalar scalar && form.matcher(scalar.text()).matches()) {
            return scalar.text();
        }
        find(PlanCode.PLAN_VALUE, key, form.pattern(), node.get().kind());
        return byDefault;
    }

    /** Different texts of a form, in order; empty when the key is not there. */
    Set<String> texts(String key, Pattern form, int most) {
        return mapping.find(key).map(node -> texts(key, node, form, most)).orElse(Set.of());
    }

    Set<String> texts(String key, ConfigNode node, Pattern form, int most) {
        if (!(node instanceof Sequence list)) {
            find(PlanCode.PLAN_VALUE, key, "a list", node.kind());
            return Set.of();
        }
        if (list.elements().size() > most) {
            find(
                    PlanCode.PLAN_TOO_MANY,
                    key,
                    "at most " + most,
                    Integer.toString(list.elements().size()));
            return Set.of();
        }
        Set<String> texts = new LinkedHashSet<>();
        for (ConfigNode element : list.elements()) {
            if (!(element instanceof Scalar scalar) || !form.matcher(scalar.text()).matches()) {
                find(PlanCode.PLAN_VALUE, key, form.pattern(), element.kind());
            } else if (!texts.add(scalar.text())) {
                find(PlanCode.PLAN_VALUE, key, "each once", scalar.text());
            }
        }
        return texts;
    }

    /** A mapping under a key; empty when the key is not there. */
    Optional<PlanSection> section(String key, Set<String> known) {
        return mapping.find(key).flatMap(node -> section(key, node, known));
    }

    Optional<PlanSection> section(String key, ConfigNode node, Set<String> known) {
        if (node instanceof Mapping inner) {
            return Optional.of(new PlanSection(inner, known, findings));
        }
        find(PlanCode.PLAN_VALUE, key, "a mapping", node.kind());
        return Optional.empty();
    }

    /** Members of a mapping under a key whose names have a form. */
    List<ConfigNode.Member> members(String key, Pattern form, int most) {
        Optional<ConfigNode> node = mapping.find(key);
        if (node.isEmpty()) {
            return List.of();
        }
        if (!(node.get() instanceof Mapping inner)) {
            find(PlanCode.PLAN_VALUE, key, "a mapping", node.get().kind());
            return List.of();
        }
        if (inner.members().size() > most) {
            find(PlanCode.PLAN_TOO_MANY, key, "at most " + most, "more");
            return List.of();
        }
        List<ConfigNode.Member> members = new ArrayList<>();
        for (ConfigNode.Member member : inner.members()) {
            if (member.occurrence() > 1) {
                find(PlanCode.PLAN_REPEATED_KEY, key + "." + member.name(), "once", "twice");
            } else if (!form.matcher(member.name()).matches()) {
                find(PlanCode.PLAN_VALUE, key, form.pattern(), member.name());
            } else {
                members.add(member);
            }
        }
        return members;
    }
}

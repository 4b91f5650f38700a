package io.gatehouse.configuration.alerts;

import io.gatehouse.configuration.ConfigNode;
import io.gatehouse.configuration.ConfigNode.Mapping;
import io.gatehouse.configuration.ConfigNode.Member;
import io.gatehouse.configuration.ConfigNode.Scalar;
import io.gatehouse.configuration.ConfigNode.Sequence;
import io.gatehouse.configuration.ConfigReading;
import io.gatehouse.configuration.ConfigTree;
import io.gatehouse.core.rule.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Alerts out of a Prometheus rule file, or out of the trading configuration. What is not known is a
 * finding: a misspelled {@code expr} would otherwise be an alert that never fires. Never throws.
 */
public final class AlertReader {

    /** Greatest rule file in bytes; a configuration has the limit of {@link ConfigTree}. */
    public static final int LARGEST_RULE_FILE = 1024 * 1024;

    /** Most alerts of a file. */
    public static final int MAX_ALERTS = 1_000;

    private static final Set<String> FILE = Set.of("groups");
    private static final Set<String> GROUP = Set.of("name", "interval", "rules");
    private static final Set<String> IN_FILE =
            Set.of("alert", "expr", "for", "labels", "annotations");
    private static final Set<String> IN_CONFIGURATION =
            Set.of("name", "expr", "for", "labels", "annotations");

    private final String file;
    private final List<AlertRule> rules = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    private AlertReader(String file) {
        this.file = file;
    }

    /**
     * Reads a Prometheus rule file: {@code groups[].rules[]} of alerts; recording rules are
     * refused.
     *
     * @param file its name, for findings
     */
    public static AlertReading ruleFile(String file, byte[] bytes) {
        AlertReader reader = new AlertReader(file);
        if (bytes.length > LARGEST_RULE_FILE) {
            reader.unreadable("more than " + LARGEST_RULE_FILE + " bytes");
        } else {
            reader.document(bytes).ifPresent(reader::groups);
        }
        return reader.reading();
    }

    /**
     * Reads {@code runtime.live_routing.prometheus_alerts} and {@code alerts.prometheus} (a list,
     * or a mapping with {@code rules}) of the trading configuration.
     *
     * @param file its name, for findings
     */
    public static AlertReading configuration(String file, byte[] bytes) {
        AlertReader reader = new AlertReader(file);
        reader.document(bytes).ifPresent(reader::sections);
        return reader.reading();
    }

    private AlertReading reading() {
        if (rules.isEmpty() && findings.isEmpty()) {
            // a file of nothing would pass every check of what is in it
            findings.add(AlertCode.NO_ALERT.at(file, "at least one alert", "none"));
        }
        return new AlertReading(rules, findings);
    }

    private Optional<Mapping> document(byte[] bytes) {
        ConfigReading reading = ConfigTree.read(bytes);
        if (reading instanceof ConfigReading.Parsed parsed) {
            return Optional.of(parsed.root());
        }
        unreadable(((ConfigReading.Refused) reading).fault().toString());
        return Optional.empty();
    }

    private void unreadable(String why) {
        findings.add(AlertCode.FILE_UNREADABLE.at(file, "strict YAML of alerts", why));
    }

    private void groups(Mapping root) {
        known(root, FILE);
        sequence(
                root,
                "groups",
                group -> {
                    known(group, GROUP);
                    text(group, "name");
                    text(group, "interval")
                            .filter(i -> PromDuration.parse(i).isEmpty())
                            .ifPresent(i -> kind(group.path() + ".interval", "a duration", i));
                    sequence(group, "rules", rule -> alert(rule, "alert", IN_FILE));
                });
    }

    private void sections(Mapping root) {
        mapping(root, "runtime")
                .flatMap(r -> mapping(r, "live_routing"))
                .ifPresent(
                        r ->
                                sequence(
                                        r,
                                        "prometheus_alerts",
                                        a -> alert(a, "name", IN_CONFIGURATION)));
        mapping(root, "alerts")
                .ifPresent(
                        alerts -> {
                            boolean list =
                                    alerts.find("prometheus")
                                            .filter(Sequence.class::isInstance)
                                            .isPresent();
                            Optional<Mapping> inner =
                                    list ? Optional.of(alerts) : mapping(alerts, "prometheus");
                            inner.ifPresent(
                                    m ->
                                            sequence(
                                                    m,
                                                    list ? "prometheus" : "rules",
                                                    a -> alert(a, "name", IN_CONFIGURATION)));
                        });
    }

    private void alert(Mapping node, String nameKey, Set<String> keys) {
        if (rules.size() >= MAX_ALERTS) {
            if (rules.size() == MAX_ALERTS && findings.size() < MAX_ALERTS) {
                unreadable("more than " + MAX_ALERTS + " alerts");
            }
            return;
        }
        known(node, keys);
        rules.add(
                new AlertRule(
                        node.path(),
                        text(node, nameKey).orElse(""),
                        text(node, "expr").orElse(""),
                        text(node, "for"),
                        texts(node, "labels"),
                        texts(node, "annotations")));
    }

    /** A repeated key is one too many: Prometheus refuses it, other readers take the last. */
    private void known(Mapping node, Set<String> keys) {
        for (Member member : node.members()) {
            String at = place(node.path(), member.name());
            if (!keys.contains(member.name())) {
                find(
                        AlertCode.KEY_UNKNOWN,
                        at,
                        "one of " + List.copyOf(new java.util.TreeSet<>(keys)));
            } else if (member.occurrence() > 1) {
                find(AlertCode.KEY_TWICE, at, "each key once");
            }
        }
    }

    private void find(AlertCode code, String at, String expected) {
        if (findings.size() < MAX_ALERTS) {
            findings.add(code.at(at, expected, at));
        }
    }

    private Optional<String> text(Mapping node, String key) {
        Optional<ConfigNode> value = node.find(key);
        if (value.isPresent() && !(value.get() instanceof Scalar)) {
            kind(place(node.path(), key), "text", value.get().kind());
        }
        return value.filter(Scalar.class::isInstance)
                .map(Scalar.class::cast)
                .filter(s -> !s.isNothing())
                .map(Scalar::text);
    }

    private SortedMap<String, String> texts(Mapping node, String key) {
        SortedMap<String, String> texts = new TreeMap<>();
        mapping(node, key)
                .ifPresent(
                        m -> {
                            known(m, m.last().keySet());
                            for (Member member : m.members()) {
                                text(m, member.name()).ifPresent(t -> texts.put(member.name(), t));
                            }
                        });
        return texts;
    }

    private Optional<Mapping> mapping(Mapping node, String key) {
        Optional<ConfigNode> value = node.find(key).filter(v -> !isNothing(v));
        if (value.isPresent() && !(value.get() instanceof Mapping)) {
            kind(place(node.path(), key), "a mapping", value.get().kind());
        }
        return value.filter(Mapping.class::isInstance).map(Mapping.class::cast);
    }

    private void sequence(Mapping node, String key, Consumer<Mapping> each) {
        Optional<ConfigNode> value = node.find(key).filter(v -> !isNothing(v));
        if (value.isPresent() && value.get() instanceof Sequence list) {
            for (ConfigNode element : list.elements()) {
                if (element instanceof Mapping mapping) {
                    each.accept(mapping);
                } else {
                    kind(element.path(), "a mapping", element.kind());
                }
            }
        } else {
            value.ifPresent(v -> kind(place(node.path(), key), "a list", v.kind()));
        }
    }

    private void kind(String at, String expected, String observed) {
        if (findings.size() < MAX_ALERTS) {
            findings.add(AlertCode.WRONG_KIND.at(at, expected, observed));
        }
    }

    private static boolean isNothing(ConfigNode node) {
        return node instanceof Scalar scalar && scalar.isNothing();
    }

    private static String place(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}

package io.gatehouse.configuration.check;

import io.gatehouse.configuration.ConfigNode;
import io.gatehouse.configuration.ConfigNode.Mapping;
import io.gatehouse.configuration.ConfigNode.Scalar;
import io.gatehouse.configuration.ConfigNode.Sequence;
import io.gatehouse.configuration.ConfigTree;
import io.gatehouse.configuration.Masking;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * One validation of one file: reads values by their type and collects findings. A value of another
 * type than asked for is a finding and then counts as absent; nothing here throws. Confined to the
 * calling thread.
 */
final class Examination {

    /** A value of another type would be converted by one reader and refused by another. */
    static final ConfigCode TYPE =
            ConfigCode.ours(
                    "value_type",
                    "A value is not of the type that the setting has.",
                    "write the value as the setting's type, without quotes around numbers and flags");

    /** A hostile file must not make a report as large as it likes. */
    static final int MAX_FINDINGS = 10_000;

    /** A number with where it stands. */
    record Figure(BigDecimal value, Scalar at) {
        boolean isBelow(long limit) {
            return value.compareTo(BigDecimal.valueOf(limit)) < 0;
        }

        boolean isPositive() {
            return value.signum() > 0;
        }
    }

    private static final Pattern NUMBER =
            Pattern.compile(
                    "[-+]?([0-9]{1,40}(\\.[0-9]{0,40})?|\\.[0-9]{1,40})([eE][-+]?[0-9]{1,3})?");
    private static final Set<String> TRUE =
            Set.of("true", "True", "TRUE", "yes", "Yes", "on", "On");
    private static final Set<String> FALSE =
            Set.of("false", "False", "FALSE", "no", "No", "off", "Off");

    private final Mapping root;
    private final ConfigTree tree;
    private final ConfigProfile profile;
    private final ConfigFiles files;
    private final SortedSet<ConfigFinding> findings = new TreeSet<>();
    private final Map<String, Map<String, Mapping>> entries = new HashMap<>();

    Examination(Mapping root, ConfigTree tree, ConfigProfile profile, ConfigFiles files) {
        this.root = root;
        this.tree = tree;
        this.profile = profile;
        this.files = files;
    }

    Mapping root() {
        return root;
    }

    ConfigTree tree() {
        return tree;
    }

    ConfigProfile profile() {
        return profile;
    }

    Optional<ConfigFiles.Sight> look(String path) {
        return files.look(path);
    }

    SortedSet<ConfigFinding> findings() {
        return findings;
    }

    void find(ConfigCode code, ConfigNode at, String subject, String observed) {
        find(code, at.path(), at.line(), at.column(), subject, observed);
    }

    void find(ConfigCode code, String path, int line, int column, String subject, String observed) {
        if (findings.size() < MAX_FINDINGS) {
            findings.add(
                    new ConfigFinding(
                            code,
                            Masking.printable(path),
                            line,
                            column,
                            Masking.printable(subject),
                            Masking.printable(observed)));
        }
    }

    private void wrongType(ConfigNode node, String wanted) {
        find(TYPE, node, lastName(node.path()), node.kind() + " instead of " + wanted);
    }

    private static String lastName(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    private static boolean isNothing(ConfigNode node) {
        return node instanceof Scalar scalar && scalar.isNothing();
    }

    /** The mapping at a path of names from the root. */
    Optional<Mapping> section(String... names) {
        Optional<Mapping> at = Optional.of(root);
        for (String name : names) {
            at = at.flatMap(mapping -> mapping(mapping, name));
        }
        return at;
    }

    /** A member that is a mapping. */
    Optional<Mapping> mapping(Mapping in, String name) {
        return in.find(name).filter(node -> !isNothing(node)).flatMap(this::asMapping);
    }

    private Optional<Mapping> asMapping(ConfigNode node) {
        if (node instanceof Mapping mapping) {
            return Optional.of(mapping);
        }
        wrongType(node, "a mapping");
        return Optional.empty();
    }

    /** The entries of a section that maps names to mappings, in the order of the document. */
    Map<String, Mapping> entries(String... section) {
        return entries.computeIfAbsent(String.join("\n", section), key -> readEntries(section));
    }

    private Map<String, Mapping> readEntries(String... section) {
        Map<String, Mapping> read = new LinkedHashMap<>();
        section(section)
                .ifPresent(
                        all ->
                                all.last()
                                        .forEach(
                                                (name, member) ->
                                                        asMapping(member.value())
                                                                .ifPresent(
                                                                        m -> read.put(name, m))));
        return read;
    }

    /** A member that is a list; empty when it is absent. */
    List<ConfigNode> list(Mapping in, String name) {
        Optional<ConfigNode> node = in.find(name).filter(n -> !isNothing(n));
        if (node.isPresent() && node.get() instanceof Sequence sequence) {
            return sequence.elements();
        }
        node.ifPresent(n -> wrongType(n, "a list"));
        return List.of();
    }

    /** The elements of a list that are mappings. */
    List<Mapping> mappings(Mapping in, String name) {
        List<Mapping> mappings = new ArrayList<>();
        list(in, name).forEach(node -> asMapping(node).ifPresent(mappings::add));
        return mappings;
    }

    /** The elements of a list that are texts. */
    List<Scalar> texts(Mapping in, String name) {
        List<Scalar> texts = new ArrayList<>();
        for (ConfigNode node : list(in, name)) {
            if (node instanceof Scalar scalar && !scalar.isNothing()) {
                texts.add(scalar);
            } else {
                wrongType(node, "a text");
            }
        }
        return texts;
    }

    /** A member that is a text, or a number that stands for one. */
    Optional<Scalar> text(Mapping in, String name) {
        Optional<ConfigNode> node = in.find(name).filter(n -> !isNothing(n));
        if (node.isPresent() && node.get() instanceof Scalar scalar) {
            return Optional.of(scalar).filter(s -> !s.text().isBlank());
        }
        node.ifPresent(n -> wrongType(n, "a text"));
        return Optional.empty();
    }

    String textOr(Mapping in, String name, String otherwise) {
        return text(in, name).map(Scalar::text).orElse(otherwise);
    }

    Optional<Figure> number(Mapping in, String name) {
        return in.find(name).filter(node -> !isNothing(node)).flatMap(this::asNumber);
    }

    /** The numbers of a list. */
    List<Figure> numbers(Mapping in, String name) {
        List<Figure> figures = new ArrayList<>();
        list(in, name).forEach(node -> asNumber(node).ifPresent(figures::add));
        return figures;
    }

    private Optional<Figure> asNumber(ConfigNode node) {
        if (node instanceof Scalar scalar
                && scalar.plain()
                && NUMBER.matcher(scalar.text()).matches()) {
            return Optional.of(new Figure(new BigDecimal(scalar.text()), scalar));
        }
        // not-a-number and infinity pass every comparison that somebody forgot
        wrongType(node, "a finite number");
        return Optional.empty();
    }

    Optional<Boolean> flag(Mapping in, String name) {
        Optional<ConfigNode> node = in.find(name).filter(n -> !isNothing(n));
        if (node.isPresent() && node.get() instanceof Scalar scalar && scalar.plain()) {
            if (TRUE.contains(scalar.text())) {
                return Optional.of(true);
            }
            if (FALSE.contains(scalar.text())) {
                return Optional.of(false);
            }
        }
        node.ifPresent(n -> wrongType(n, "true or false"));
        return Optional.empty();
    }

    boolean isOn(Mapping in, String name) {
        return flag(in, name).orElse(false);
    }
}

package io.gatehouse.adapter.liverouter.dryrun;

import io.gatehouse.adapter.liverouter.dryrun.LiveWiring.Environment;
import io.gatehouse.adapter.liverouter.dryrun.LiveWiring.Traded;
import io.gatehouse.configuration.ConfigNode;
import io.gatehouse.configuration.ConfigNode.Mapping;
import io.gatehouse.configuration.ConfigNode.Member;
import io.gatehouse.configuration.ConfigNode.Scalar;
import io.gatehouse.configuration.ConfigNode.Sequence;
import io.gatehouse.configuration.ConfigReading;
import io.gatehouse.configuration.ConfigTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads {@code execution.live}, the live environments and their universes out of a core.yaml. */
public final class WiringReader {

    private static final long USUAL_BUDGET = 250;
    private static final long LARGEST_BUDGET = 60_000;
    private static final String SYMBOL = "[A-Z0-9]{1,20}";

    private WiringReader() {}

    /** Reads the bytes of a configuration; nothing in it is guessed. */
    public static LiveWiring.Reading read(byte[] bytes) {
        ConfigReading reading = ConfigTree.read(bytes);
        if (reading instanceof ConfigReading.Parsed parsed) {
            if (!parsed.tree().duplicates().isEmpty()) {
                // two readers would take two different values: whichever was tried is the wrong one
                return refused("each key once", parsed.tree().duplicates().get(0).path());
            }
            return wiring(parsed.root());
        }
        return refused("strict YAML", ((ConfigReading.Refused) reading).fault().message());
    }

    private static LiveWiring.Reading refused(String expected, String observed) {
        return new LiveWiring.Reading.Refused(
                DryRunCode.CONFIG_UNREADABLE.at("configuration", expected, observed));
    }

    private static LiveWiring.Reading wiring(Mapping root) {
        Optional<ConfigNode> live = at(root, "execution", "live");
        String budget = text(live, "latency_budget_ms").orElse(Long.toString(USUAL_BUDGET));
        if (!budget.matches("[0-9]{1,5}") || Long.parseLong(budget) > LARGEST_BUDGET) {
            return refused("execution.live.latency_budget_ms up to 60000", budget);
        }
        List<Environment> environments = new ArrayList<>();
        for (Member member : members(at(root, "environments"))) {
            Optional<ConfigNode> value = Optional.of(member.value());
            if (text(value, "environment").filter("live"::equals).isPresent()) {
                environments.add(environment(root, member.name(), value));
            }
        }
        return new LiveWiring.Reading.Read(
                new LiveWiring(
                        text(live, "enabled").filter("true"::equals).isPresent(),
                        texts(live.flatMap(l -> at(l, "default_route"))),
                        Long.parseLong(budget),
                        environments));
    }

    private static Environment environment(Mapping root, String name, Optional<ConfigNode> value) {
        Optional<ConfigNode> universe =
                text(value, "instrument_universe")
                        .flatMap(u -> at(root, "instrument_universes", u, "instruments"));
        return new Environment(
                name,
                text(value, "exchange").orElse(""),
                texts(value.flatMap(v -> at(v, "required_permissions"))),
                texts(value.flatMap(v -> at(v, "forbidden_permissions"))),
                members(universe).stream()
                        .map(m -> traded(Optional.of(m.value())))
                        .flatMap(Optional::stream)
                        .toList());
    }

    private static Optional<Traded> traded(Optional<ConfigNode> value) {
        Optional<String> base = text(value, "base_asset").filter(a -> a.matches(SYMBOL));
        Optional<String> quote = text(value, "quote_asset").filter(a -> a.matches(SYMBOL));
        Map<String, String> symbols = new TreeMap<>();
        for (Member member : members(value.flatMap(v -> at(v, "exchanges")))) {
            if (member.value() instanceof Scalar symbol) {
                symbols.put(member.name(), symbol.text());
            }
        }
        return base.flatMap(b -> quote.map(q -> new Traded(b + q, b, q, symbols)))
                .filter(t -> t.symbol().matches("[A-Z0-9]{2,20}"));
    }

    private static Optional<ConfigNode> at(ConfigNode node, String... names) {
        Optional<ConfigNode> here = Optional.of(node);
        for (String name : names) {
            here = here.filter(Mapping.class::isInstance).flatMap(m -> ((Mapping) m).find(name));
        }
        return here;
    }

    private static List<Member> members(Optional<ConfigNode> node) {
        return node.filter(Mapping.class::isInstance)
                .map(m -> ((Mapping) m).members())
                .orElse(List.of());
    }

    private static Optional<String> text(Optional<ConfigNode> node, String name) {
        return node.flatMap(n -> at(n, name))
                .filter(Scalar.class::isInstance)
                .map(s -> ((Scalar) s).text());
    }

    private static List<String> texts(Optional<ConfigNode> node) {
        List<String> texts = new ArrayList<>();
        if (node.isPresent() && node.get() instanceof Sequence sequence) {
            for (ConfigNode element : sequence.elements()) {
                texts.add(element instanceof Scalar scalar ? scalar.text() : "?");
            }
        }
        return texts;
    }
}

package io.gatehouse.definitions.runbook;

import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.rule.RuleBook;
import io.gatehouse.definitions.diagram.GateDiagram;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All pages of a set of gates: for each language a folder with an index, and for each gate a page
 * and its picture.
 */
public final class RunbookFiles {

    private RunbookFiles() {}

    /** Contents by path, {@code /}-separated, such as {@code pl/demo.md}. */
    public static SortedMap<String, String> of(Collection<GateDefinition> gates, RuleBook rules) {
        SortedMap<String, String> files = new TreeMap<>();
        for (String language : Texts.LANGUAGES) {
            for (GateDefinition gate : gates) {
                String name = language + "/" + gate.id();
                Optional<String> picture = Optional.of(pictureOf(gate));
                files.put(name + ".md", Runbook.page(gate, rules, language, picture));
                files.put(name + ".svg", GateDiagram.svg(gate, language));
                for (StepDefinition step : gate.steps()) {
                    if (isOwnWork(step)) {
                        files.put(
                                language + "/" + step.id() + ".md",
                                Runbook.stepPage(gate, step, rules, language));
                    }
                }
            }
            files.put(language + "/README.md", index(gates, Texts.in(language)));
        }
        return Collections.unmodifiableSortedMap(files);
    }

    /**
     * Whether the step is carried out by an adapter of ours: no other program has a page for it.
     */
    private static boolean isOwnWork(StepDefinition step) {
        return step.action().filter(a -> !a.adapter().value().equals("command")).isPresent();
    }

    /** In the order of the way upwards; gates that move no environment come last. */
    public static List<GateDefinition> inOrder(Collection<GateDefinition> gates) {
        return gates.stream()
                .sorted(
                        Comparator.comparing((GateDefinition gate) -> !gate.movesEnvironment())
                                .thenComparing(GateDefinition::to)
                                .thenComparing(gate -> gate.id().value()))
                .toList();
    }

    /** The name of a gate's picture, in the folder of its page. */
    public static String pictureOf(GateDefinition gate) {
        return gate.id() + ".svg";
    }

    private static String index(Collection<GateDefinition> gates, Texts texts) {
        StringBuilder out = new StringBuilder();
        out.append("# ").append(texts.text("index.title")).append("\n\n");
        out.append(texts.text("index.intro")).append("\n\n");
        out.append(
                Markdown.row(
                        List.of(
                                texts.text("index.gate"),
                                texts.text("fact.move"),
                                texts.text("index.file"))));
        out.append("| --- | --- | --- |\n");
        for (GateDefinition gate : inOrder(gates)) {
            String move =
                    gate.movesEnvironment()
                            ? gate.from() + " \u2192 " + gate.to()
                            : texts.text("fact.move.none");
            out.append(
                    Markdown.row(
                            List.of(
                                    Markdown.text(gate.title().in(texts.language())),
                                    move,
                                    "[" + gate.id() + "](" + gate.id() + ".md)")));
        }
        out.append('\n').append(texts.text("index.steps")).append("\n\n");
        for (GateDefinition gate : inOrder(gates)) {
            for (StepDefinition step : gate.steps()) {
                if (isOwnWork(step)) {
                    out.append("- [")
                            .append(Markdown.text(step.title().in(texts.language())))
                            .append("](")
                            .append(step.id())
                            .append(".md), ")
                            .append(gate.id())
                            .append('\n');
                }
            }
        }
        return out.toString();
    }
}

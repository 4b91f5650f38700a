package io.gatehouse.definitions.runbook;

import io.gatehouse.core.definition.Acceptance;
import io.gatehouse.core.definition.AnyOf;
import io.gatehouse.core.definition.ArtefactDefinition;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.RuleReference;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.rule.RuleBook;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The runbook of one gate as a page of Markdown: the table with the documents' four columns, the
 * facts around it, the commands of each step, and what to do when something does not pass.
 *
 * <p>Everything comes from the definition and from the words beside it, nothing from a clock: equal
 * definitions give equal bytes. The languages are {@code pl}; every other is English.
 */
public final class Runbook {

    private static final String BREAK = "<br>";

    private final GateDefinition gate;
    private final Texts texts;
    private final RuleWords words;
    private final Commands commands;
    private final StringBuilder out = new StringBuilder();

    private Runbook(GateDefinition gate, Texts texts, RuleBook rules) {
        this.gate = gate;
        this.texts = texts;
        this.words = new RuleWords(texts, rules);
        this.commands = new Commands(gate);
    }

    /**
     * The page.
     *
     * @param picture where the gate's SVG lies, relative to the page; empty: the page names the
     *     command that draws it
     * @throws IllegalStateException when the definition names a rule that is not in the book
     */
    public static String page(
            GateDefinition gate, RuleBook rules, String language, Optional<String> picture) {
        return new Runbook(gate, Texts.in(language), rules).write(picture);
    }

    /**
     * The page of one step alone, for whoever does nothing else of the gate.
     *
     * @throws IllegalStateException when the definition names a rule that is not in the book
     */
    public static String stepPage(
            GateDefinition gate, StepDefinition step, RuleBook rules, String language) {
        return new Runbook(gate, Texts.in(language), rules).write(step);
    }

    private String write(StepDefinition step) {
        out.append("# ").append(title(step)).append("\n\n");
        paragraph(texts.text("page.generated", gate.id().value()));
        paragraph(
                texts.text(
                        "page.step-of",
                        Markdown.text(gate.title().in(texts.language())),
                        gate.id().value(),
                        source(step)));
        paragraph(texts.text("page.digest", gate.digest()));
        heading("page.artefacts");
        step.artefacts().forEach(each -> out.append("- ").append(artefact(each)).append('\n'));
        out.append('\n');
        heading("page.acceptance");
        step.accept().forEach(each -> out.append("- ").append(acceptance(each)).append('\n'));
        out.append('\n');
        step(gate.steps().indexOf(step) + 1, step);
        fails();
        return out.toString().stripTrailing() + "\n";
    }

    private String write(Optional<String> picture) {
        String id = gate.id().value();
        out.append("# ").append(Markdown.text(gate.title().in(texts.language()))).append("\n\n");
        paragraph(texts.text("page.generated", id));
        paragraph(texts.text("page.digest", gate.digest()));
        new Facts(gate, texts).rows().forEach(out::append);
        out.append('\n');
        String caption = Markdown.text(texts.text("page.caption", id));
        paragraph(
                picture.map(file -> "![" + caption + "](" + file + ")")
                        .orElseGet(() -> texts.text("page.picture", id)));
        heading("page.steps");
        table();
        out.append('\n');
        heading("page.begin");
        code(List.of(commands.open()));
        paragraph(texts.text("page.begin.note"));
        int number = 1;
        for (StepDefinition step : gate.steps()) {
            step(number++, step);
        }
        decision();
        fails();
        return out.toString().stripTrailing() + "\n";
    }

    private void table() {
        out.append(
                Markdown.row(
                        List.of(
                                texts.text("page.step"),
                                texts.text("page.responsible"),
                                texts.text("page.artefacts"),
                                texts.text("page.acceptance"))));
        out.append("| --- | --- | --- | --- |\n");
        List<StepDefinition> rows = new ArrayList<>(gate.steps());
        rows.add(gate.decision());
        int number = 1;
        for (StepDefinition step : rows) {
            String artefacts =
                    step.artefacts().stream()
                            .map(this::artefact)
                            .collect(Collectors.joining(BREAK));
            out.append(
                    Markdown.row(
                            List.of(
                                    number++ + ". " + title(step) + BREAK + source(step),
                                    texts.role(step.responsible()),
                                    artefacts.isEmpty() ? entry(step) : artefacts,
                                    step.accept().stream()
                                            .map(this::acceptance)
                                            .collect(Collectors.joining(BREAK)))));
        }
    }

    private String entry(StepDefinition step) {
        return step.id().equals(gate.decision().id())
                ? Markdown.code(Facts.logFile(gate))
                : texts.text("page.no-artefacts");
    }

    private String title(StepDefinition step) {
        return Markdown.text(step.title().in(texts.language()));
    }

    private static String source(StepDefinition step) {
        return Markdown.code(step.id().value()) + ", " + Markdown.text(step.source());
    }

    private String artefact(ArtefactDefinition artefact) {
        String text = Markdown.code(artefact.id().value()) + ": " + Markdown.code(artefact.path());
        return artefact.secret() ? text + " (" + texts.text("page.secret") + ")" : text;
    }

    private String acceptance(Acceptance clause) {
        if (clause instanceof AnyOf group) {
            List<String> ways = new ArrayList<>();
            for (List<RuleReference> way : group.alternatives()) {
                ways.add(way.stream().map(words::of).collect(Collectors.joining(" ")));
            }
            return texts.text("page.any-of")
                    + BREAK
                    + String.join(BREAK + "*" + texts.text("page.or") + "* ", ways);
        }
        return words.of((RuleReference) clause);
    }

    private void step(int number, StepDefinition step) {
        out.append("## ").append(number).append(". ").append(title(step)).append("\n\n");
        paragraph(texts.text("page.responsible") + ": " + texts.role(step.responsible()) + ".");
        paragraph(
                step.action()
                        .map(a -> texts.text("page.action", a.adapter(), texts.time(a.timeout())))
                        .orElseGet(() -> texts.text("page.action.none")));
        commands.action(step).ifPresent(line -> commandsOf("page.command", List.of(line)));
        commandsOf("page.attach", commands.attach(step));
        commandsOf("page.run", commands.run(step));
        commandsOf("page.sign-off", commands.signOff(step));
    }

    private void decision() {
        heading("page.decision");
        paragraph(texts.text("page.signs.note"));
        commandsOf("page.approve", commands.approve());
        commandsOf("page.seal", List.of(commands.seal()));
        commandsOf("page.verify", commands.verify());
    }

    private void fails() {
        heading("page.fails");
        paragraph(texts.text("page.fails.rule"));
        out.append("| ").append(texts.text("page.fails.head")).append(" |\n| --- | --- |\n");
        commands.afterFailure()
                .forEach(
                        (what, command) ->
                                out.append(
                                        Markdown.row(
                                                List.of(
                                                        texts.text("page.fails." + what),
                                                        "`" + command + "`"))));
    }

    private void commandsOf(String title, List<String> lines) {
        if (!lines.isEmpty()) {
            paragraph(texts.text(title));
            code(lines);
        }
    }

    private void heading(String key) {
        out.append("## ").append(texts.text(key)).append("\n\n");
    }

    private void paragraph(String text) {
        out.append(text).append("\n\n");
    }

    private void code(List<String> lines) {
        out.append("```\n");
        lines.forEach(line -> out.append(line.replace("```", "'''")).append('\n'));
        out.append("```\n\n");
    }
}

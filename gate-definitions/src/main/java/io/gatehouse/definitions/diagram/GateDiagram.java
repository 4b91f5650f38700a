package io.gatehouse.definitions.diagram;

import io.gatehouse.core.definition.Acceptance;
import io.gatehouse.core.definition.AnyOf;
import io.gatehouse.core.definition.ApprovalRequirement;
import io.gatehouse.core.definition.ArtefactDefinition;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.RuleReference;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.machine.GateMachine;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Draws a gate for people: its steps in order with who answers, what they leave behind and what is
 * checked, then the decision and what follows.
 *
 * <p>Equal definitions give equal bytes. The languages are {@code pl}; every other is English.
 */
public final class GateDiagram {

    private static final int WIDTH = 900;
    private static final int LEFT = 40;
    private static final int BOX = 640;
    private static final int SIDE = 720;
    private static final int LINE = 17;

    private final GateDefinition gate;
    private final Words words;
    private final Svg svg = new Svg(WIDTH);
    private int y = 40;

    private GateDiagram(GateDefinition gate, Words words) {
        this.gate = gate;
        this.words = words;
    }

    /** The gate as an SVG document. */
    public static String svg(GateDefinition gate, String language) {
        return new GateDiagram(gate, Words.in(language)).draw();
    }

    private String draw() {
        String title = gate.title().in(words.language());
        svg.text(LEFT, y, "title", title);
        String move =
                gate.movesEnvironment()
                        ? gate.from() + " \u2192 " + gate.to()
                        : words.movesNothing();
        svg.text(
                LEFT,
                y + 24,
                "small",
                gate.id() + " \u00b7 " + move + " \u00b7 " + gate.digest().abbreviated());
        y += 48;
        int first = y;
        int number = 1;
        for (StepDefinition step : gate.steps()) {
            int top = y;
            step(number++, step);
            sideStates(step, top, y);
            svg.arrow("flow", LEFT + BOX / 2, y, LEFT + BOX / 2, y + 24);
            y += 26;
        }
        int end = y;
        decision();
        svg.arrow("flow", LEFT + BOX / 2, y, LEFT + BOX / 2, y + 24);
        y += 26;
        granted();
        stopped(first, end);
        return svg.document(title, words.language());
    }

    private void step(int number, StepDefinition step) {
        List<Row> rows = new ArrayList<>();
        rows.add(new Row(words.responsible(), words.role(step.responsible())));
        rows.add(
                new Row(
                        words.action(),
                        step.action()
                                .map(
                                        a ->
                                                a.adapter()
                                                        + program(
                                                                a.with()
                                                                        .text("program")
                                                                        .orElse("")))
                                .orElse(words.byPerson())));
        rows.add(
                new Row(
                        words.artefacts(),
                        step.artefacts().stream()
                                .map(this::artefact)
                                .collect(Collectors.joining(", "))));
        rows.add(new Row(words.acceptance(), rules(step)));
        box(
                "step",
                number + ". " + step.title().in(words.language()),
                step.id() + " \u00b7 " + step.source(),
                rows);
    }

    private static String program(String name) {
        return name.isEmpty() ? "" : ": " + name;
    }

    private String artefact(ArtefactDefinition artefact) {
        return artefact.path() + (artefact.secret() ? " (" + words.secret() + ")" : "");
    }

    /** Each rule once; alternatives by their own rules with "or" between. */
    private String rules(StepDefinition step) {
        LinkedHashSet<String> names = new LinkedHashSet<>();
        for (Acceptance clause : step.accept()) {
            if (clause instanceof AnyOf group) {
                names.add(
                        group.alternatives().stream()
                                .map(
                                        a ->
                                                a.stream()
                                                        .map(r -> r.rule().value())
                                                        .distinct()
                                                        .collect(Collectors.joining(" + ")))
                                .collect(Collectors.joining(" " + words.or() + " ", "(", ")")));
            } else {
                names.add(((RuleReference) clause).rule().value());
            }
        }
        return String.join(", ", names);
    }

    private void decision() {
        StepDefinition decision = gate.decision();
        List<Row> rows = new ArrayList<>();
        rows.add(new Row(words.responsible(), words.role(decision.responsible())));
        rows.add(
                new Row(
                        words.approvals(),
                        gate.approvals().stream()
                                .map(this::approval)
                                .collect(Collectors.joining(", "))));
        rows.add(new Row(words.acceptance(), rules(decision)));
        rows.add(
                new Row(
                        words.entry(),
                        gate.grants().status() + " \u2192 " + gate.log() + ".jsonl"));
        box(
                "decision",
                decision.title().in(words.language()),
                decision.id() + " \u00b7 " + decision.source(),
                rows);
        svg.text(SIDE, y - 40, "state", GateMachine.PROPOSED);
        svg.text(SIDE, y - 24, "state", GateMachine.SEALED);
        svg.text(SIDE, y - 8, "state", GateMachine.ACTIVATING);
    }

    private String approval(ApprovalRequirement approval) {
        String roles =
                approval.anyOf().stream()
                        .map(words::role)
                        .collect(Collectors.joining(" " + words.or() + " "));
        return approval.count() + " \u00d7 " + roles;
    }

    private void granted() {
        List<Row> rows = new ArrayList<>();
        gate.grants()
                .flags()
                .forEach((flag, value) -> rows.add(new Row(words.flag(), flag + " = " + value)));
        gate.lease().ifPresent(lease -> rows.add(new Row(words.lease(), lease.toString())));
        if (!gate.activates().isEmpty()) {
            rows.add(
                    new Row(
                            words.activates(),
                            gate.activates().stream()
                                    .map(
                                            a ->
                                                    a.adapter()
                                                            + program(
                                                                    a.with()
                                                                            .text("program")
                                                                            .orElse("")))
                                    .collect(Collectors.joining(", "))));
        }
        box("end", GateMachine.GRANTED, gate.grants().status(), rows);
    }

    /** What ends a promotion without a grant, reached from every state above. */
    private void stopped(int first, int end) {
        int bar = WIDTH - 20;
        svg.line("back", bar, first, bar, end);
        svg.arrow("back", bar, end, bar, y + 24);
        int top = y + 26;
        svg.box(LEFT, top, WIDTH - 2 * LEFT + 20, 52, "stop");
        svg.text(LEFT + 14, top + 21, "state", "REFUSED   WITHDRAWN   EXPIRED   HALTED");
        svg.text(LEFT + 14, top + 41, "small", words.stopped());
    }

    private record Row(String name, String value) {}

    private void box(String style, String head, String note, List<Row> rows) {
        int column = 130;
        int inner = BOX - column - 28;
        int lines = rows.stream().mapToInt(r -> Svg.wrap(r.value(), inner, 13).size()).sum();
        int height = 44 + lines * LINE + rows.size() * 3;
        svg.box(LEFT, y, BOX, height, style);
        svg.text(LEFT + 14, y + 22, "head", head);
        int at = y + 36;
        svg.text(SIDE, y + 14, "small", note);
        for (Row row : rows) {
            at += 3;
            List<String> wrapped = Svg.wrap(row.value(), inner, 13);
            for (int i = 0; i < wrapped.size(); i++) {
                at += LINE;
                if (i == 0) {
                    svg.text(LEFT + 14, at - 4, "small", row.name());
                }
                svg.text(LEFT + column, at - 4, "plain", wrapped.get(i));
            }
        }
        y += height;
    }

    private void sideStates(StepDefinition step, int top, int bottom) {
        String[] states =
                step.action().isPresent()
                        ? new String[] {"READY", "RUNNING", "COLLECTED", "FAILED, UNKNOWN"}
                        : new String[] {"READY", "COLLECTED"};
        int at = top + 34;
        for (String state : states) {
            if (at < bottom) {
                svg.text(SIDE, at, "state", state);
            }
            at += 16;
        }
    }
}

package io.gatehouse.definitions.diagram;

import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.machine.EnvironmentMachine;
import io.gatehouse.core.machine.MachineDefinition;
import io.gatehouse.core.machine.Triggers;

/**
 * Draws the machine of an environment from its table: up through gates, down by demotion, HALT from
 * everywhere, and out of HALT only downwards. A row that the table lacks is not drawn.
 */
public final class EnvironmentDiagram {

    private static final int WIDTH = 1_000;
    private static final int BOX_WIDTH = 150;
    private static final int GAP = 90;
    private static final int TOP = 200;
    private static final int BOX_HEIGHT = 64;

    private EnvironmentDiagram() {}

    /** The machine as an SVG document; {@code pl}, or else English. */
    public static String svg(String language) {
        boolean pl = "pl".equals(language);
        Svg svg = new Svg(WIDTH);
        String title = pl ? "Środowiska i zatrzymanie" : "Environments and the halt";
        svg.text(40, 40, "title", title);
        svg.text(
                40,
                64,
                "small",
                pl
                        ? "W górę tylko przez bramkę; w dół i stop bez zatwierdzeń."
                        : "Upwards through gates alone; downwards and stop without approval.");
        MachineDefinition machine = EnvironmentMachine.definition();
        Environment[] all = Environment.values();
        for (int i = 0; i < all.length; i++) {
            int x = x(i);
            svg.box(x, TOP, BOX_WIDTH, BOX_HEIGHT, i == all.length - 1 ? "end" : "step");
            svg.text(x + 14, TOP + 38, "head", all[i].name());
            promote(svg, machine, all, i, pl);
            halt(svg, machine, all[i], i, pl);
        }
        demotions(svg, machine, all, pl);
        svg.grow(TOP + 300);
        return svg.document(title, pl ? "pl" : "en");
    }

    private static int x(int index) {
        return 40 + index * (BOX_WIDTH + GAP);
    }

    private static void promote(
            Svg svg, MachineDefinition machine, Environment[] all, int i, boolean pl) {
        if (i + 1 < all.length
                && machine.next(all[i].name(), Triggers.promote(all[i + 1])).isPresent()) {
            int from = x(i) + BOX_WIDTH;
            svg.arrow("flow", from, TOP + 32, from + GAP - 2, TOP + 32);
            svg.text(from + 14, TOP + 22, "small", (pl ? "bramka" : "gate"));
        }
    }

    /** One arc above for each demotion, each at a height of its own. */
    private static void demotions(
            Svg svg, MachineDefinition machine, Environment[] all, boolean pl) {
        int level = 0;
        for (int from = 1; from < all.length; from++) {
            for (int to = from - 1; to >= 0; to--) {
                if (machine.next(all[from].name(), Triggers.demote(all[to])).isPresent()) {
                    int height = TOP - 14 - level++ * 12;
                    int start = x(from) + 20 + to * 14;
                    int end = x(to) + BOX_WIDTH - 10 - from * 14;
                    svg.arrow("back", start, TOP, start, height, end, height, end, TOP - 2);
                }
            }
        }
        svg.text(
                x(all.length - 1) + BOX_WIDTH - 120,
                TOP - 90,
                "small",
                pl ? "DEMOTE: degradacja" : "DEMOTE");
    }

    private static void halt(
            Svg svg, MachineDefinition machine, Environment environment, int i, boolean pl) {
        String halted = EnvironmentMachine.halted(environment);
        if (machine.next(environment.name(), Triggers.HALT).isEmpty()) {
            return;
        }
        int x = x(i);
        int top = TOP + 170;
        svg.arrow("back", x + BOX_WIDTH / 2, TOP + BOX_HEIGHT, x + BOX_WIDTH / 2, top - 2);
        svg.text(x + BOX_WIDTH / 2 + 8, TOP + BOX_HEIGHT + 46, "small", "HALT");
        svg.box(x, top, BOX_WIDTH, 56, "stop");
        svg.text(x + 14, top + 34, "head", halted);
        StringBuilder back = new StringBuilder();
        for (Environment to : Environment.values()) {
            if (machine.next(halted, Triggers.resume(to)).isPresent()) {
                back.append(back.length() == 0 ? "" : ", ").append(to);
            }
        }
        svg.text(x, top + 80, "small", "RESUME \u2192 " + back);
        if (i == 0) {
            svg.text(
                    x,
                    top + 116,
                    "small",
                    pl
                            ? "RESUME wymaga podpisów właściciela i compliance oraz pełnej ponownej weryfikacji; nigdy nie wraca do LIVE."
                            : "RESUME needs the signatures of owner and compliance and a full re-verification; it never leads to LIVE.");
        }
    }
}

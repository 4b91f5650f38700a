package io.gatehouse.bench.load;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs figures by name; {@code gatehouse bench NAME} starts it. */
public final class Bench {

    private Bench() {}

    private interface Figure {
        void print(Path root, String[] options) throws Exception;
    }

    private static Map<String, Figure> figures() {
        Map<String, Figure> figures = new LinkedHashMap<>();
        figures.put(
                "promotions",
                (root, o) ->
                        new PromotionFigures(
                                        root, option(o, 0, 3), option(o, 1, 10), option(o, 2, 20))
                                .print());
        figures.put(
                "journal",
                (root, o) -> new JournalFigures(root, option(o, 0, 5), option(o, 1, 4)).print());
        figures.put(
                "verify", (root, o) -> new VerifyFigures(root, option(o, 0, 1_000_000)).print());
        figures.put("replay", (root, o) -> new StateFigures(root).replay(option(o, 0, 1_000_000)));
        figures.put("open", (root, o) -> new StateFigures(root).open(option(o, 0, 100_000)));
        figures.put(
                "micro",
                (root, o) ->
                        org.openjdk.jmh.Main.main(o.length > 0 ? o : new String[] {"DecideBench"}));
        figures.put("start", (root, o) -> new StartFigures(root, option(o, 0, 9)).print());
        return figures;
    }

    private static int option(String[] options, int index, int otherwise) {
        return index < options.length ? Integer.parseInt(options[index]) : otherwise;
    }

    /** Arguments: root of the source tree, name of the figure, its options. */
    public static void main(String[] arguments) throws Exception {
        Figure figure = arguments.length < 2 ? null : figures().get(arguments[1]);
        if (figure == null) {
            System.err.println("usage: gatehouse bench NAME [OPTIONS], of " + figures().keySet());
            System.exit(2);
            return;
        }
        figure.print(Path.of(arguments[0]), Arrays.copyOfRange(arguments, 2, arguments.length));
    }
}

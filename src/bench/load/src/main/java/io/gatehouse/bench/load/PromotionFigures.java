package io.gatehouse.bench.load;

import io.gatehouse.bench.measure.Result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Promotions per second beside Flowable and Camunda: engine after engine, round after round, so
 * that a load on the machine meets all of them; medians are compared.
 */
final class PromotionFigures {

    /** As the store sets them: one process, a file, H2's own delay of writes. */
    private static final String H2 =
            ";FILE_LOCK=FS;AUTO_SERVER=FALSE;DB_CLOSE_ON_EXIT=FALSE;DB_CLOSE_DELAY=-1"
                    + ";TRACE_LEVEL_FILE=0;TRACE_LEVEL_SYSTEM_OUT=0;QUERY_CACHE_SIZE=64";

    private static final List<String> OPTIONS = List.of("-Xmx1g", "-XX:+UseSerialGC");

    private final Path root;
    private final Child child;
    private final int rounds;
    private final int warmUp;
    private final int measured;

    PromotionFigures(Path root, int rounds, int warmUp, int measured) {
        this.root = root;
        this.child = new Child(root);
        this.rounds = rounds;
        this.warmUp = warmUp;
        this.measured = measured;
    }

    private interface Run {
        Result in(Path directory) throws IOException, InterruptedException;
    }

    void print() throws IOException, InterruptedException {
        Map<String, Run> runs = new LinkedHashMap<>();
        for (int threads = 1; threads <= 2; threads++) {
            int n = threads;
            String suffix = ", " + n + (n == 1 ? " thread" : " threads");
            runs.put("Flowable 8.0.0" + suffix, d -> peer("flowable", "Flowable", d, n));
            runs.put("Camunda 7.24.0" + suffix, d -> peer("camunda", "Camunda", d, n));
            runs.put("Gatehouse" + suffix + ", one workspace", d -> gatehouse(d, n, 1));
        }
        runs.put("Gatehouse, 2 threads, two workspaces", d -> gatehouse(d, 2, 2));
        Map<String, List<Result>> results = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, Run> run : runs.entrySet()) {
                Path directory = Files.createTempDirectory(scratch(), "promotions-");
                try {
                    Result result = run.getValue().in(directory);
                    results.computeIfAbsent(run.getKey(), name -> new ArrayList<>()).add(result);
                    System.out.println("# " + run.getKey() + ": " + result.values());
                } finally {
                    Scratch.delete(directory);
                }
            }
        }
        table(results);
    }

    private Path scratch() throws IOException {
        return Scratch.directory(root);
    }

    private Result peer(String module, String name, Path directory, int threads)
            throws IOException, InterruptedException {
        return child.run(
                module,
                OPTIONS,
                "io.gatehouse.bench." + module + "." + name + "Load",
                List.of(
                        "jdbc:h2:file:" + directory.resolve("store") + H2,
                        root.resolve("src/bench/promotion.bpmn").toString(),
                        "" + threads,
                        "" + warmUp,
                        "" + measured));
    }

    private Result gatehouse(Path directory, int threads, int workspaces)
            throws IOException, InterruptedException {
        return child.run(
                "load",
                OPTIONS,
                GatehouseLoad.class.getName(),
                List.of(
                        directory.toString(),
                        "" + threads,
                        "" + workspaces,
                        "" + warmUp,
                        "" + measured));
    }

    private static void table(Map<String, List<Result>> results) {
        System.out.println("| who | promotions/s, median (all) | CPU ms | p50 ms | p99 ms |");
        System.out.println("|---|---|---|---|---|");
        results.forEach(
                (who, all) -> {
                    Result middle = median(all);
                    System.out.printf(
                            Locale.ROOT,
                            "| %s | %.0f (%s) | %.2f | %.2f | %.2f |%n",
                            who,
                            middle.number("rate"),
                            rates(all),
                            middle.number("cpu"),
                            middle.number("p50"),
                            middle.number("p99"));
                });
        double peer =
                Math.max(
                        rate(results, "Flowable 8.0.0, 2 threads"),
                        rate(results, "Camunda 7.24.0, 2 threads"));
        for (String who : results.keySet()) {
            if (who.startsWith("Gatehouse, 2")) {
                System.out.printf(
                        Locale.ROOT,
                        "%s: %.2f x the faster peer at two threads (aim 3)%n",
                        who,
                        rate(results, who) / peer);
            }
        }
    }

    private static double rate(Map<String, List<Result>> results, String who) {
        return median(results.get(who)).number("rate");
    }

    private static Result median(List<Result> all) {
        List<Result> sorted =
                all.stream().sorted(Comparator.comparingDouble(r -> r.number("rate"))).toList();
        return sorted.get(sorted.size() / 2);
    }

    private static String rates(List<Result> all) {
        return String.join(
                ", ", all.stream().map(r -> String.format("%.0f", r.number("rate"))).toList());
    }
}

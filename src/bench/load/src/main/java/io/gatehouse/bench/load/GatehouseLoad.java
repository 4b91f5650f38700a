package io.gatehouse.bench.load;

import io.gatehouse.app.engine.Engine;
import io.gatehouse.bench.measure.LoadRun;
import io.gatehouse.bench.measure.Result;
import io.gatehouse.core.state.LedgerState;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Promotions of six steps through {@code runtime/app} with the wiring of the command line: box,
 * rules, hashing and archive of evidence, persons' signatures made and verified, sealing, every
 * group fsynced, H2 beside it.
 */
final class GatehouseLoad {

    private GatehouseLoad() {}

    /** Arguments: directory, threads, workspaces, seconds of warm-up, seconds measured. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        int threads = Integer.parseInt(arguments[1]);
        int workspaces = Integer.parseInt(arguments[2]);
        LoadRun run =
                new LoadRun(
                        threads, Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4]));
        List<Engine> engines = new ArrayList<>();
        List<Promoter> promoters = new ArrayList<>();
        try {
            for (int w = 1; w <= workspaces; w++) {
                BenchInstallation installation =
                        BenchInstallation.found(
                                directory.resolve("workspace-" + w), threads / workspaces);
                Engine engine = installation.open();
                engines.add(engine);
                for (int gate = 1; gate <= threads / workspaces; gate++) {
                    promoters.add(new Promoter(installation, engine, gate));
                }
            }
            Result result = run.measure("gatehouse", promoters);
            // Every command that was answered, those of the warm-up and of the founding included.
            long promotions = promoters.stream().mapToLong(Promoter::done).sum();
            double commands = (double) commands(engines) / promotions;
            result.with("workspaces", workspaces)
                    .with("commands", commands * result.number("rate"))
                    .with("command-cpu", result.number("cpu") / commands)
                    .print();
        } finally {
            for (Engine engine : engines) {
                engine.close();
            }
        }
    }

    private static long commands(List<Engine> engines) {
        long commands = 0;
        for (Engine engine : engines) {
            LedgerState ledger = engine.read(state -> state.ledger());
            commands += ledger.admitted() + ledger.refused();
        }
        return commands;
    }
}

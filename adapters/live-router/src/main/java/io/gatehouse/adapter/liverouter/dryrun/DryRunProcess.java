package io.gatehouse.adapter.liverouter.dryrun;

import io.gatehouse.adapter.liverouter.standin.StandInTruth;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The dry run as a process of its own: a task on standard input, the report on standard output.
 *
 * <p>Confines itself before it reads anything. Exit 0 with a report, whatever it says; 2 for an
 * unreadable task.
 */
public final class DryRunProcess {

    /** Member of the task: where the kill drill keeps its latch. */
    static final String KILL_LATCH = "kill_latch";

    private static final int USAGE = 2;
    private static final int LARGEST_TASK = 32 * 1024 * 1024;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private DryRunProcess() {}

    /** With the drills that only need venues: the others count as not run. */
    public static void main(String[] arguments) throws IOException {
        serve(configuration -> List.of());
    }

    /**
     * Does what this program does, with more drills, and ends the process.
     *
     * @param drills of the router, the kill switch and the alerts
     */
    public static void serve(DrillSource drills) throws IOException {
        // nowhere at all, until the task says which ports are stand-ins
        ProxySelector.setDefault(new LoopbackOnly(Set.of()));
        JsonObject task;
        try {
            byte[] bytes = System.in.readNBytes(LARGEST_TASK);
            task = StrictJson.readSigned(bytes).objectOrThrow();
        } catch (RuntimeException e) {
            System.exit(USAGE);
            return;
        }
        System.out.write(CanonicalJson.bytes(run(task, drills).toJson()));
        System.out.flush();
        System.exit(0);
    }

    /**
     * Runs a task with the drills of the router, the kill switch and the alerts.
     *
     * @throws IllegalArgumentException when the task is not one that {@link ChildDryRun} writes
     */
    static DryRunReport run(JsonObject task, DrillSource drills) {
        Map<String, URI> addresses = new HashMap<>();
        Map<String, StandInTruth> truths = new HashMap<>();
        Set<Integer> ports = new HashSet<>();
        JsonObject standIns = task.object("stand_ins").orElse(JsonObject.EMPTY);
        for (String venue : standIns.names()) {
            JsonObject one = standIns.object(venue).orElse(JsonObject.EMPTY);
            int port = one.integer("port").orElse(0L).intValue();
            ports.add(port);
            addresses.put(venue, URI.create("http://127.0.0.1:" + port));
            truths.put(venue, StandInTruth.at(one.integer("control").orElse(0L).intValue()));
        }
        LoopbackOnly egress = new LoopbackOnly(ports);
        ProxySelector.setDefault(egress);
        Map<String, String> versions = new HashMap<>();
        JsonObject named = task.object("versions").orElse(JsonObject.EMPTY);
        named.members().forEach((name, value) -> versions.put(name, ((JsonString) value).value()));
        byte[] configuration = Base64.getDecoder().decode(task.requireText("configuration"));
        return new DryRun(
                        new DryRunTask(
                                task.requireText("config"),
                                configuration,
                                task.integer("seed").orElse(0L),
                                versions),
                        new StandInVenues(addresses, truths, TIMEOUT, Clock.systemUTC(), egress),
                        new DryRunSurroundings(egress, System.getenv().keySet()),
                        keeping(drills.of(configuration.clone()), task),
                        Clock.systemUTC(),
                        System::nanoTime)
                .run();
    }

    /** The latch of the kill drill must be there when another process looks for it. */
    private static List<Drill> keeping(List<Drill> drills, JsonObject task) {
        Optional<Path> latches = task.text(KILL_LATCH).map(Path::of);
        return drills.stream()
                .map(
                        drill ->
                                drill instanceof KillDrill kill && latches.isPresent()
                                        ? kill.keepingLatch(latches.get())
                                        : drill)
                .toList();
    }
}

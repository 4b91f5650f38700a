package io.gatehouse.embedded.router;

import io.gatehouse.core.json.CanonicalJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** A router in a process of its own that a test may kill: argument is the workspace. */
final class RouterChild {

    private RouterChild() {}

    public static void main(String[] arguments) throws IOException {
        RouterStart given = new LiveBench(Path.of(arguments[0])).start();
        RouterProcess.Start start = RouterProcess.start(given, news -> {});
        if (!(start instanceof RouterProcess.Start.Started started)) {
            System.out.println(start);
            System.exit(1);
            return;
        }
        while (!started.process().banner().noRisk().isEmpty()) {
            LockSupport.parkNanos(10_000_000);
        }
        System.out.println("ready");
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (RouterProcess router = started.process()) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                System.out.println(CanonicalJson.text(router.take(line)));
            }
        }
    }
}

package io.gatehouse.adapter.liverouter.standin;

import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/**
 * The stand-in venue as a program: {@code --port 0 --seed 1}.
 *
 * <p>Writes one line, {@code {"control":<port>,"port":<port>}}, and ends when its standard input
 * does: it never outlives who started it. Exit 2 for a wrong option.
 */
public final class StandInMain {

    private static final int USAGE = 2;

    private StandInMain() {}

    public static void main(String[] arguments) throws IOException {
        int port = 0;
        long seed = 1;
        for (int i = 0; i < arguments.length; i += 2) {
            String value = i + 1 < arguments.length ? arguments[i + 1] : "";
            if (!value.matches("[0-9]{1,9}")) {
                usage();
            } else if (arguments[i].equals("--port") && Integer.parseInt(value) <= 0xffff) {
                port = Integer.parseInt(value);
            } else if (arguments[i].equals("--seed")) {
                seed = Long.parseLong(value);
            } else {
                usage();
            }
        }
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (StandInServer server =
                new StandInServer(port, seed, Listing.usual(), Clock.systemUTC())) {
            out.println(
                    CanonicalJson.text(
                            JsonObject.of("port", server.port())
                                    .with("control", server.controlPort())));
            // nothing is said to it: the end of the input is the sign to stop
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static void usage() {
        System.err.println("usage: --port <0 to 65535> --seed <number>");
        System.exit(USAGE);
    }
}

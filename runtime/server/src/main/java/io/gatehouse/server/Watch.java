package io.gatehouse.server;

import io.gatehouse.app.port.JournalUnusable;
import io.gatehouse.app.remote.Wire;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.port.Journal.Recorded;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * {@code GET .../events}: acknowledged events as server-sent events, each with its number as its
 * id, from {@code Last-Event-ID} on. A watcher that takes nothing for as long as a connection may
 * be silent is dropped; it slows nobody, since what it has missed is read from the journal.
 */
final class Watch {

    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    /** How soon a watcher notices that the server is left. */
    private static final Duration LOOK = Duration.ofMillis(250);

    private static final int PAGE = 256;

    private final Semaphore places;
    private final Replies replies;

    Watch(int watchers, Replies replies) {
        this.places = new Semaphore(watchers);
        this.replies = replies;
    }

    void events(House house, HttpServletRequest request, HttpServletResponse response)
            throws IOException, JournalUnusable {
        long after = after(request, house);
        if (!places.tryAcquire()) {
            replies.write(response, request, Problem.of(ProblemType.TOO_MANY_WATCHERS, ""));
            return;
        }
        try {
            response.setStatus(200);
            response.setContentType("text/event-stream");
            response.setCharacterEncoding("UTF-8");
            response.setHeader("Cache-Control", "no-store");
            OutputStream out = response.getOutputStream();
            write(out, ": gatehouse\n\n");
            follow(house, after, out);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            return; // gone, or too slow: it comes again with the last number that it has
        } finally {
            places.release();
        }
    }

    /** Without a number, only what is still to come. */
    private static long after(HttpServletRequest request, House house) {
        String last = request.getHeader("Last-Event-ID");
        if (last == null) {
            return house.access().position().seq();
        }
        if (!last.matches("[0-9]{1,15}")) {
            throw Problem.of(ProblemType.MALFORMED, "Last-Event-ID: a number").thrown();
        }
        return Long.parseLong(last);
    }

    private static void follow(House house, long after, OutputStream out)
            throws IOException, JournalUnusable, InterruptedException {
        long last = after;
        long silentSince = System.nanoTime();
        while (!house.isLeaving()) {
            if (house.feed().await(last, LOOK)) {
                List<Recorded> events = house.feed().after(last, PAGE);
                for (Recorded event : events) {
                    write(out, text(event));
                    last = event.seq();
                }
                silentSince = System.nanoTime();
            } else if (System.nanoTime() - silentSince > HEARTBEAT.toNanos()) {
                write(out, ": still here\n\n");
                silentSince = System.nanoTime();
            }
        }
    }

    /** Canonical JSON has no line ends in it. */
    private static String text(Recorded event) {
        return "id: "
                + event.seq()
                + "\nevent: "
                + event.draft().type()
                + "\ndata: "
                + CanonicalJson.text(Wire.encode(event))
                + "\n\n";
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}

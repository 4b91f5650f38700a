package io.gatehouse.server;

import io.gatehouse.app.remote.ServerNote;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Serves workspaces: takes their writer locks, listens on loopback, lets a keeper watch over each.
 */
public final class GatehouseServer implements RunningServer {

    private static final int TOKEN_BYTES = 32;

    private final ServerSettings settings;
    private final ServerLog log;
    private final Houses houses;
    private final WebServer web;
    private final ServerNote note;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    private GatehouseServer(
            ServerSettings settings, ServerLog log, Houses houses, WebServer web, ServerNote note) {
        this.settings = settings;
        this.log = log;
        this.houses = houses;
        this.web = web;
        this.note = note;
    }

    /**
     * Opens all workspaces and listens.
     *
     * @throws StartFault when not one workspace could be opened; the first one's cause
     * @throws IOException when it cannot listen
     */
    public static RunningServer start(ServerSettings settings) throws StartFault, IOException {
        ServerLog log = new ServerLog(settings.log(), settings.clock());
        ServerMetrics metrics = new ServerMetrics(settings.clock());
        Houses houses = Houses.open(settings, log, metrics);
        if (houses.all().isEmpty()) {
            houses.faults().forEach(f -> log.workspaceFault(houses.number(f.workspace()), f));
            throw houses.faults().get(0);
        }
        log.adopt();
        boolean started = false;
        SecureRandom random = new SecureRandom();
        String token = token(random);
        WebServer web = new WebServer(settings, log, houses, metrics, token);
        Optional<ServerNote> written = Optional.empty();
        try {
            int port = web.start();
            ServerNote note =
                    new ServerNote(
                            uri(settings.bind(), port), ProcessHandle.current().pid(), token);
            written = Optional.of(note);
            for (House house : houses.all()) {
                note.write(house.workspace(), settings.clock().instant());
            }
            houses.all().forEach(house -> house.start(random));
            started = true;
            log.ready(port, houses.all().size(), houses.faults().size());
            houses.faults().forEach(f -> log.workspaceFault(houses.number(f.workspace()), f));
            return new GatehouseServer(settings, log, houses, web, note);
        } finally {
            if (!started) {
                // a note of a server that is not there would send command lines to nobody
                written.ifPresent(note -> houses.all().forEach(house -> house.withdraw(note)));
                houses.all().forEach(House::stop);
                web.stop();
                houses.all().forEach(House::close);
                log.leave();
            }
        }
    }

    private static String token(SecureRandom random) {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static URI uri(InetAddress bind, int port) {
        return URI.create(
                "http://" + (bind instanceof Inet6Address ? "[::1]" : "127.0.0.1") + ":" + port);
    }

    @Override
    public URI uri() {
        return note.url();
    }

    @Override
    public List<StartFault> faults() {
        return houses.faults();
    }

    @Override
    public void awaitStop() throws InterruptedException {
        closed.await();
    }

    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        try {
            log.stopping();
            houses.stopAccepting();
            // First: a command line that starts now must not send anything any more.
            houses.all().forEach(house -> house.withdraw(note));
            List<House> all = new ArrayList<>(houses.all());
            all.forEach(House::stop);
            all.forEach(house -> house.awaitQuiet(settings.grace()));
            web.stop();
            all.forEach(House::close);
            log.stopped();
            log.leave();
        } finally {
            closed.countDown();
        }
    }
}

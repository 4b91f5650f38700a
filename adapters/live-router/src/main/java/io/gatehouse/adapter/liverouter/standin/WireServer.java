package io.gatehouse.adapter.liverouter.standin;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A small HTTP/1.1 server on the loopback address that has the sockets in its own hands.
 *
 * <p>A ready-made server cannot reset a connection, answer twice or stop in the middle of a body on
 * demand, and those are the faults that matter. One thread per connection, at most {@value
 * #MOST_CONNECTIONS}.
 */
final class WireServer implements AutoCloseable {

    private static final int MOST_CONNECTIONS = 512;
    private static final int IDLE_MILLIS = 60_000;

    private final ServerSocket listener;
    private final Function<WireRequest, WireReply> handler;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService later =
            Executors.newSingleThreadScheduledExecutor(work -> daemon("stand-in-hold", work));
    private volatile boolean closed;

    WireServer(int port, Function<WireRequest, WireReply> handler) {
        this.handler = handler;
        try {
            this.listener = new ServerSocket();
            // the loopback address and no other: an imitation of an exchange must not be reachable
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1024);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on the loopback address", e);
        }
        daemon("stand-in-accept", this::accept).start();
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (!closed) {
            try {
                Socket socket = listener.accept();
                if (open.size() >= MOST_CONNECTIONS) {
                    socket.close();
                    continue;
                }
                open.add(socket);
                daemon("stand-in-connection", () -> serve(socket)).start();
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket socket) {
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(IDLE_MILLIS);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (!closed) {
                Optional<WireRequest> request = WireRequest.read(in);
                if (request.isEmpty()) {
                    end(socket);
                    return;
                }
                if (!reply(socket, request.get())) {
                    return;
                }
            }
        } catch (IOException | RuntimeException e) {
            // Whatever a client sends, the connection ends and the server goes on.
            end(socket);
            return;
        }
    }

    /** Whether the connection may be used again. */
    private boolean reply(Socket socket, WireRequest request) throws IOException {
        WireReply reply = handler.apply(request);
        if (reply.delivery() == WireReply.Delivery.CLOSED && reply.holdMillis() > 0) {
            // ending a socket throws nothing that could be lost
            var unused =
                    later.schedule(() -> end(socket), reply.holdMillis(), TimeUnit.MILLISECONDS);
            return false;
        }
        OutputStream out = socket.getOutputStream();
        byte[] bytes = bytes(reply.answer(), request.closes());
        switch (reply.delivery()) {
            case WHOLE -> out.write(bytes);
            case TWICE -> {
                out.write(bytes);
                out.write(bytes);
            }
            case HALF -> out.write(bytes, 0, bytes.length - reply.answer().body().length() / 2 - 1);
            case RESET -> socket.setSoLinger(true, 0);
            case CLOSED -> out.flush();
        }
        out.flush();
        boolean whole =
                reply.delivery() == WireReply.Delivery.WHOLE
                        || reply.delivery() == WireReply.Delivery.TWICE;
        if (!whole || request.closes()) {
            end(socket);
            return false;
        }
        return true;
    }

    private static byte[] bytes(Answer answer, boolean closes) {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder(160);
        head.append("HTTP/1.1 ").append(answer.status()).append(" -\r\n");
        head.append("Content-Type: application/json;charset=UTF-8\r\n");
        head.append("Content-Length: ").append(body.length).append("\r\n");
        head.append(closes ? "Connection: close\r\n" : "");
        answer.headers().forEach((n, v) -> head.append(n).append(": ").append(v).append("\r\n"));
        byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
        byte[] whole = Arrays.copyOf(start, start.length + body.length);
        System.arraycopy(body, 0, whole, start.length, body.length);
        return whole;
    }

    private void end(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone either way.
            return;
        }
    }

    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        closed = true;
        later.shutdownNow();
        try {
            listener.close();
        } catch (IOException e) {
            // The process ends it.
        }
        open.forEach(this::end);
    }
}

package io.gatehouse.adapter.liverouter.venue.xchange;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands before a stand-in and keeps every byte of every request, as it came. */
final class RecordingProxy implements AutoCloseable {

    private final ServerSocket listener;
    private final int to;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    RecordingProxy(int to) {
        this.to = to;
        try {
            this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** Whole requests in the order they came, without the line that names this proxy's port. */
    List<String> requests() {
        return requests.stream().map(each -> each.replaceAll("(?i)\r\nhost: [^\r]*", "")).toList();
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (true) {
            try {
                Socket from = listener.accept();
                daemon(() -> serve(from));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket from) {
        try (from;
                Socket there = new Socket(InetAddress.getLoopbackAddress(), to)) {
            from.setTcpNoDelay(true);
            while (true) {
                byte[] request = message(from.getInputStream());
                requests.add(new String(request, StandardCharsets.ISO_8859_1));
                there.getOutputStream().write(request);
                from.getOutputStream().write(message(there.getInputStream()));
            }
        } catch (IOException e) {
            return; // either side has ended
        }
    }

    private static byte[] message(InputStream in) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        while (!whole.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("ended");
            }
            whole.write(next);
        }
        String head = whole.toString(StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        int at = head.indexOf("\r\ncontent-length:");
        if (at >= 0) {
            String length = head.substring(at + 17, head.indexOf("\r\n", at + 2)).strip();
            whole.write(in.readNBytes(Integer.parseInt(length)));
        }
        return whole.toByteArray();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}

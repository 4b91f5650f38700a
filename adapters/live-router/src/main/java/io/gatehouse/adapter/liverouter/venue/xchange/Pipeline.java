package io.gatehouse.adapter.liverouter.venue.xchange;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Sends many requests on one connection without waiting for their answers (RFC 9112, section
 * 9.3.2).
 *
 * <p>For requests alone that may be repeated: when the connection ends, it is not known how many
 * were processed. The JDK's client cannot do it. Answers come in the order of the requests; the
 * first one that cannot be read ends the connection, since all after it could belong to others. By
 * {@code https} the venue's certificate must be valid for its name. Thread-safe; each exchange has
 * a connection of its own, and a second thread that reads.
 */
final class Pipeline {

    private static final int READ = 16 * 1024;

    /** Written at once: about a thousand requests are made before the venue sees the first. */
    private static final int CHUNK = 256 * 1024;

    private static final long LEFT_LYING_MILLIS = 50;
    private static final int SEND_BUFFER = 1024 * 1024;
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    private final URI address;
    private final Duration timeout;
    private final Egress egress;

    Pipeline(URI address, Duration timeout, Egress egress) {
        this.address = address;
        this.timeout = timeout;
        this.egress = egress;
    }

    /** Is told of each request; {@code answered} or {@code failed} exactly once for each. */
    interface Told {
        void sent(int number);

        void answered(int number, HttpWire.Reply reply);

        void failed(int number, IOException fault);
    }

    /** What a request needs besides its own headers: where it goes. */
    String host() {
        return address.getPort() < 0
                ? address.getHost()
                : address.getHost() + ":" + address.getPort();
    }

    /**
     * Sends that many requests.
     *
     * @param request makes the bytes of one, asked for in order and right before it is sent
     */
    void exchange(int count, IntFunction<byte[]> request, Told told) {
        Replies replies = new Replies(count, told);
        try (Socket socket = connect()) {
            Thread reader = new Thread(() -> replies.read(socket), "venue-pipeline");
            reader.setDaemon(true);
            reader.start();
            try {
                write(socket, count, request, told);
            } catch (IOException e) {
                replies.failed(e);
                socket.close();
            } finally {
                replies.written.countDown();
            }
            reader.join();
        } catch (IOException e) {
            replies.failed(e);
        } catch (InterruptedException e) {
            // the connection is closed by now, which ends the reader
            Thread.currentThread().interrupt();
            replies.failed(new InterruptedIOException("interrupted while waiting"));
        } finally {
            replies.end();
        }
    }

    private Socket connect() throws IOException {
        egress.demand(address);
        boolean secure = "https".equals(address.getScheme());
        int usual = secure ? HTTPS_PORT : HTTP_PORT;
        int port = address.getPort() < 0 ? usual : address.getPort();
        Socket socket = new Socket(Proxy.NO_PROXY);
        try {
            int millis = Math.toIntExact(Math.max(1, timeout.toMillis()));
            socket.setTcpNoDelay(true);
            // what the venue has not read yet waits in the system, not in this program
            socket.setSendBufferSize(SEND_BUFFER);
            socket.setSoTimeout(millis);
            socket.connect(new InetSocketAddress(address.getHost(), port), millis);
            return secure ? secured(socket, port) : socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private Socket secured(Socket plain, int port) throws IOException {
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        SSLSocket socket = (SSLSocket) factory.createSocket(plain, address.getHost(), port, true);
        SSLParameters parameters = socket.getSSLParameters();
        // without it any valid certificate of anybody would do
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static void write(Socket socket, int count, IntFunction<byte[]> request, Told told)
            throws IOException {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream(CHUNK + READ);
        int first = 0;
        for (int i = 0; i < count; i++) {
            chunk.writeBytes(request.apply(i));
            if (chunk.size() >= CHUNK || i == count - 1) {
                chunk.writeTo(socket.getOutputStream());
                chunk.reset();
                for (; first <= i; first++) {
                    told.sent(first);
                }
            }
        }
    }

    /** Reads the answers, and tells in the end of those that did not come. */
    private static final class Replies {
        private final int count;
        private final Told told;
        private final CountDownLatch written = new CountDownLatch(1);
        private int next;
        private boolean over;
        private IOException fault = new IOException("the connection failed");

        Replies(int count, Told told) {
            this.count = count;
            this.told = told;
        }

        /** The first fault is the cause; those that follow from it are not. */
        synchronized void failed(IOException cause) {
            if (!over) {
                over = true;
                fault = cause;
            }
        }

        void read(Socket socket) {
            try {
                leaveLying();
                InputStream in = new BufferedInputStream(socket.getInputStream(), READ);
                for (int i = 0; i < count; i++) {
                    HttpWire.Reply reply = ReplyReader.read(in);
                    if (reply.status() < HttpURLConnection.HTTP_OK) {
                        throw new BinanceAnswers.UnreadableException();
                    }
                    take(i, reply);
                }
            } catch (SocketTimeoutException e) {
                failed(new HttpTimeoutException("no answer in time"));
            } catch (IOException e) {
                failed(e);
            }
            try {
                // a writer that waits for room would wait for ever
                socket.close();
            } catch (IOException e) {
                failed(e);
            }
        }

        /**
         * Leaves the answers where they are while requests go out: reading them would take the
         * processor from what is urgent. Not for long, since a venue whose answers nobody takes
         * stops taking requests.
         */
        private void leaveLying() throws InterruptedIOException {
            try {
                boolean unused = written.await(LEFT_LYING_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while waiting");
            }
        }

        private synchronized void take(int number, HttpWire.Reply reply) throws IOException {
            if (over) {
                throw fault;
            }
            next = number + 1;
            told.answered(number, reply);
        }

        synchronized void end() {
            over = true;
            for (; next < count; next++) {
                told.failed(next, fault);
            }
        }
    }
}

package io.gatehouse.demo.standin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * One real TLS 1.3 connection (RFC 8446) over the loopback device, with certificates on both sides:
 * what the snapshot says of TLS has then been seen.
 *
 * @param protocol as negotiated
 * @param cipher as negotiated
 * @param answer what the client read
 */
record TlsProbe(String protocol, String cipher, String answer) {

    private static final char[] NO_SECRET = "in memory".toCharArray();
    private static final int SECONDS = 20;
    private static final int LONGEST = 64 * 1024;

    static TlsProbe serve(Certificates certificates, String answer) throws IOException {
        try {
            SSLContext server = context(certificates.server(), certificates.root());
            SSLContext client = context(certificates.client(), certificates.root());
            try (SSLServerSocket socket =
                    (SSLServerSocket)
                            server.getServerSocketFactory()
                                    .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                socket.setNeedClientAuth(true);
                socket.setEnabledProtocols(new String[] {"TLSv1.3"});
                socket.setSoTimeout(SECONDS * 1000);
                FutureTask<Void> serving =
                        new FutureTask<>(
                                () -> {
                                    answer(socket, answer);
                                    return null;
                                });
                Thread thread = new Thread(serving, "stand-in-metrics");
                thread.setDaemon(true);
                thread.start();
                TlsProbe probe = ask(client, socket.getLocalPort());
                serving.get(SECONDS, TimeUnit.SECONDS);
                return probe;
            }
        } catch (GeneralSecurityException | ExecutionException | TimeoutException e) {
            throw new IOException("the TLS connection failed: " + e.getClass().getSimpleName(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static void answer(SSLServerSocket socket, String answer) throws IOException {
        try (SSLSocket connection = (SSLSocket) socket.accept();
                OutputStream out = connection.getOutputStream()) {
            connection.setSoTimeout(SECONDS * 1000);
            out.write(answer.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    private static TlsProbe ask(SSLContext context, int port) throws IOException {
        try (SSLSocket socket =
                        (SSLSocket)
                                context.getSocketFactory()
                                        .createSocket(InetAddress.getLoopbackAddress(), port);
                InputStream in = socket.getInputStream()) {
            socket.setSoTimeout(SECONDS * 1000);
            socket.startHandshake();
            String answer = new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
            return new TlsProbe(
                    socket.getSession().getProtocol(),
                    socket.getSession().getCipherSuite(),
                    answer);
        }
    }

    private static SSLContext context(Certificates.Identity own, Certificates.Identity root)
            throws GeneralSecurityException, IOException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry(
                "own",
                own.key(),
                NO_SECRET,
                new Certificate[] {own.certificate(), root.certificate()});
        KeyManagerFactory keyManagers =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(keys, NO_SECRET);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("root", root.certificate());
        TrustManagerFactory trustManagers =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trustManagers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
        return context;
    }
}

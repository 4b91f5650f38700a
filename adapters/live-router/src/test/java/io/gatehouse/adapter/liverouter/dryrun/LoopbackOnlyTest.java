package io.gatehouse.adapter.liverouter.dryrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.adapter.liverouter.venue.xchange.Egress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoopbackOnlyTest {

    private final ProxySelector before = ProxySelector.getDefault();
    private ServerSocketChannel listed;
    private ServerSocketChannel unlisted;
    private ServerSocketChannel neighbour;

    @BeforeEach
    void listen() throws IOException {
        listed = listener(1);
        unlisted = listener(1);
        neighbour = listener(2);
        ProxySelector.setDefault(new LoopbackOnly(Set.of(port(listed))));
    }

    /** Does not wait: what nobody connected to has nobody to accept. */
    private static ServerSocketChannel listener(int last) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        channel.bind(
                new InetSocketAddress(
                        InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last}), 0));
        channel.configureBlocking(false);
        return channel;
    }

    private static int port(ServerSocketChannel channel) throws IOException {
        return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    @AfterEach
    void close() throws IOException {
        ProxySelector.setDefault(before);
        listed.close();
        unlisted.close();
        neighbour.close();
    }

    private void nobodyCame(ThrowingCallable attempt, Class<? extends Throwable> refusal)
            throws IOException {
        assertThatThrownBy(attempt).isInstanceOfAny(refusal, SecurityException.class);
        assertThat(unlisted.accept()).isNull();
        assertThat(neighbour.accept()).isNull();
    }

    @Test
    void shouldRefuseBeforeAnythingIsSent() throws IOException {
        for (String address :
                new String[] {"127.0.0.1:" + port(unlisted), "127.0.0.2:" + port(neighbour)}) {
            URI uri = URI.create("http://" + address + "/");
            nobodyCame(
                    () ->
                            HttpClient.newBuilder()
                                    .connectTimeout(Duration.ofSeconds(2))
                                    .build()
                                    .send(
                                            HttpRequest.newBuilder(uri)
                                                    .timeout(Duration.ofSeconds(2))
                                                    .build(),
                                            HttpResponse.BodyHandlers.discarding()),
                    IOException.class);
            nobodyCame(() -> uri.toURL().openStream().close(), SecurityException.class);
            nobodyCame(
                    () -> new Socket(uri.getHost(), uri.getPort()).close(),
                    SecurityException.class);
        }
    }

    @Test
    void shouldAdmitWhatIsListed() throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port(listed))) {
            assertThat(socket.isConnected()).isTrue();
        }
        assertThat(listed.accept()).isNotNull();
    }

    @Test
    void shouldTellTheVenuesClient() throws IOException {
        Egress egress = new LoopbackOnly(Set.of(port(listed)));
        egress.demand(URI.create("http://127.0.0.1:" + port(listed) + "/api"));
        for (String other :
                new String[] {
                    "http://localhost:" + port(listed),
                    "http://127.0.0.1:" + port(unlisted),
                    "http://127.0.0.1",
                    "https://api.binance.com",
                    "http://[::1]:" + port(listed),
                    "http://user@127.0.0.2:" + port(listed)
                }) {
            assertThatThrownBy(() -> egress.demand(URI.create(other)))
                    .as(other)
                    .isInstanceOf(Egress.RefusedException.class);
        }
    }
}

package io.gatehouse.adapter.liverouter.dryrun;

import io.gatehouse.adapter.liverouter.venue.xchange.Egress;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Set;

/**
 * Admits connections to named ports of 127.0.0.1 and to nothing else, before a packet is sent.
 *
 * <p>As {@link Egress} it is asked by the venues' client. Installed as the process's proxy selector
 * it is asked by every other client of the JDK too (its HTTP clients and plain sockets), so that a
 * library with an address of its own, or a proxy of the host, leads nowhere. What it cannot see are
 * raw channels and name look-ups; the dry run's own process resolves no names. Thread-safe.
 */
public final class LoopbackOnly extends ProxySelector implements Egress {

    private static final String HOST = "127.0.0.1";

    private final Set<Integer> ports;

    public LoopbackOnly(Set<Integer> ports) {
        this.ports = Set.copyOf(ports);
    }

    private boolean admits(URI address) {
        // the address itself, no name: a name could be resolved to anything
        return HOST.equals(address.getHost()) && ports.contains(address.getPort());
    }

    @Override
    public void demand(URI address) throws RefusedException {
        if (!admits(address)) {
            throw new RefusedException(address.getHost() + ":" + address.getPort());
        }
    }

    /**
     * Direct, for what is admitted.
     *
     * @throws SecurityException for anything else: the caller has not connected yet
     */
    @Override
    public List<Proxy> select(URI address) {
        if (!admits(address)) {
            throw new SecurityException("no connection out of a dry run");
        }
        return List.of(Proxy.NO_PROXY);
    }

    @Override
    public void connectFailed(URI address, SocketAddress proxy, IOException fault) {
        // There is no proxy.
    }
}

package io.gatehouse.adapter.liverouter.venue.xchange;

import java.io.IOException;
import java.net.URI;

/** Decides, before a connection is made, whether an address may be reached. Thread-safe. */
public interface Egress {

    /** Admits every address: the live wiring, where the host's firewall decides. */
    Egress ANY = address -> {};

    /**
     * Returns when the address may be reached.
     *
     * @throws RefusedException when it may not; then no packet has left
     */
    void demand(URI address) throws RefusedException;

    /** Says which address was refused. */
    final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;

        public RefusedException(String address) {
            super("no connection to " + address + " is allowed here");
        }
    }
}

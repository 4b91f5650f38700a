package io.gatehouse.adapter.liverouter.simulation;

/** The process is gone: no code of the router may see it as a mere exception. */
final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed() {
        super("killed", null, false, false);
    }
}

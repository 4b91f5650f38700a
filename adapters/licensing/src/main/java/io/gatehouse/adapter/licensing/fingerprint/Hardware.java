package io.gatehouse.adapter.licensing.fingerprint;

/** Where a machine's parts are read. Implementations are thread-safe. */
public interface Hardware {

    /** What can be read now; parts that cannot be read are absent, never guessed. */
    HardwareReading read();
}

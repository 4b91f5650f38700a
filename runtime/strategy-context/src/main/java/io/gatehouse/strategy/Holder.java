package io.gatehouse.strategy;

import io.gatehouse.core.id.InstallationId;

/**
 * Who asks: the runtime's own installation and the fingerprint of the device it runs on.
 *
 * <p>The runtime measures the device itself; a fingerprint read from the workspace would travel
 * with a copy of the workspace, and so would the permission.
 */
public record Holder(InstallationId installation, String device) {

    public Holder {
        if (device.isBlank()) {
            throw new IllegalArgumentException("a holder knows its device");
        }
    }
}

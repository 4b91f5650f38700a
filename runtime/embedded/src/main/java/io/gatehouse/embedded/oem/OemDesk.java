package io.gatehouse.embedded.oem;

import io.gatehouse.app.history.EngineKeys;
import io.gatehouse.app.query.ReadOnlyInstallation;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.key.KeyRing;
import io.gatehouse.audit.key.KeySecrets;
import io.gatehouse.audit.key.OpenKeyRing;
import io.gatehouse.core.state.GovernanceState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * All that bundles and licences need of an installation as it is now; opens no database. Closing
 * wipes the secrets.
 */
public final class OemDesk implements AutoCloseable {

    private final Workspace workspace;
    private final GovernanceState governance;
    private final KeyRing ring;
    private final OemKeys bundles;
    private final LicenceKeys licences;
    private final InstantSource clock;

    private OemDesk(
            Workspace workspace, GovernanceState governance, KeyRing ring, InstantSource clock) {
        this.workspace = workspace;
        this.governance = governance;
        this.ring = ring;
        this.bundles = OemKeys.of(workspace, () -> ring);
        this.licences = LicenceKeys.of(workspace, () -> ring);
        this.clock = clock;
    }

    /** Of an installation; its keys are those that were adopted. */
    public static OemDesk of(ReadOnlyInstallation installation, InstantSource clock)
            throws IOException {
        Workspace workspace = installation.workspace();
        GovernanceState governance = installation.state().governance();
        try (OpenKeyRing keys = new OpenKeyRing(EngineKeys.ring(workspace), KeySecrets.NONE)) {
            EngineKeys.limit(keys, governance);
            return new OemDesk(workspace, governance, keys.ring(), clock);
        }
    }

    public OemKeys bundles() {
        return bundles;
    }

    public LicenceKeys licences() {
        return licences;
    }

    public RotationRecord rotations() {
        return new RotationRecord(workspace, () -> ring);
    }

    public LicenceApprovals approvals() {
        return new LicenceApprovals(workspace, () -> governance, clock);
    }

    public DeviceMemory memory() {
        return new DeviceMemory(workspace, licences, clock);
    }

    /** Who may release bundles here. */
    public ReleasePersons releases() {
        return new ReleasePersons(() -> governance);
    }

    /** One-time codes, where this machine's parts do not identify it. */
    public DeviceCodes codes() {
        return new DeviceCodes(workspace, memory());
    }

    /** What was seen of the registry in a folder of the workspace. */
    public RegistryMemory registry(Path folder) {
        return new RegistryMemory(workspace, folder);
    }

    @Override
    public void close() {
        bundles.close();
        licences.close();
    }
}

package io.gatehouse.demo;

import io.gatehouse.app.found.KeyFoundry;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.audit.key.KeyFaultException;
import io.gatehouse.audit.key.KeyPurpose;
import io.gatehouse.audit.key.KeyRing;
import io.gatehouse.demo.standin.DemoSecrets;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;

/** Takes over the keys of the vendor's tools, as {@code gatehouse key import} does it. */
final class ToolKeys {

    private static final Map<String, DemoSecrets> PURPOSES =
            Map.of(
                    "acceptance", DemoSecrets.ACCEPTANCE,
                    "bundle-signing", DemoSecrets.BUNDLE,
                    "dry-run", DemoSecrets.DRY_RUN,
                    "licence-signing", DemoSecrets.LICENCE,
                    "fingerprint-signing", DemoSecrets.FINGERPRINT,
                    "revocation-signing", DemoSecrets.REVOCATION,
                    "router-log", DemoSecrets.ROUTER_LOG);

    private ToolKeys() {}

    /** Before an engine is opened: it reads once where secrets are. They count when adopted. */
    static void importTo(Workspace workspace, Instant now) throws IOException, KeyFaultException {
        KeyFoundry foundry = new KeyFoundry(workspace, new SecureRandom());
        KeyRing ring = KeyRing.parse(Files.readAllBytes(workspace.keys()));
        for (Map.Entry<String, DemoSecrets> each : PURPOSES.entrySet()) {
            ring =
                    ring.with(
                            foundry.importEvidence(
                                    KeyPurpose.evidence(each.getKey()),
                                    each.getValue().algorithm(),
                                    each.getValue().id(),
                                    each.getValue().file(workspace.root()),
                                    now));
        }
        DurableFiles.replace(workspace.keys(), ring.fileBytes());
    }
}

package io.gatehouse.demo;

import io.gatehouse.adapter.licensing.Judged;
import io.gatehouse.adapter.licensing.licence.KeySchedule;
import io.gatehouse.adapter.licensing.licence.LicenceRequest;
import io.gatehouse.adapter.licensing.licence.RequestReader;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.audit.key.PersonSigner;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.state.GovernanceState;
import io.gatehouse.demo.standin.CheckedDocuments;
import io.gatehouse.demo.standin.DemoDevice;
import io.gatehouse.demo.standin.DemoSecrets;
import io.gatehouse.embedded.oem.LicenceApprovals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/** What stands before a licence: a rotated key, and a second person's word on the request. */
final class LicenceDesk {

    private final Workspace workspace;
    private final Supplier<GovernanceState> governance;
    private final InstantSource clock;

    LicenceDesk(Workspace workspace, Supplier<GovernanceState> governance, InstantSource clock) {
        this.workspace = workspace;
        this.governance = governance;
        this.clock = clock;
    }

    /** The vendor's own record of when the licence key was rotated. */
    static void recordRotation(Workspace workspace, Instant now) throws IOException {
        Path file = workspace.root().resolve("var/security/rotation_log.json");
        Files.createDirectories(file.getParent());
        DurableFiles.replace(
                file,
                new KeySchedule(JsonObject.EMPTY)
                        .rotated(DemoSecrets.LICENCE.id().value(), KeySchedule.LICENCES, now)
                        .fileBytes());
    }

    /** The person approves request and device together. */
    void approve(PersonSigner signer) throws IOException, DemoStopped {
        Path root = workspace.root();
        JsonObject device =
                StrictJson.readSigned(Files.readAllBytes(root.resolve(DemoDevice.FILE)))
                        .objectOrThrow();
        Judged<LicenceRequest> request =
                RequestReader.read(
                        CheckedDocuments.REQUEST,
                        Files.readAllBytes(root.resolve(CheckedDocuments.REQUEST)),
                        JsonObject.of("fingerprint", device));
        if (request.value().isEmpty()) {
            throw new DemoStopped("the licence request: " + request.findings().get(0));
        }
        new LicenceApprovals(workspace, governance, clock)
                .approve(request.value().get().bytes(), signer);
    }
}

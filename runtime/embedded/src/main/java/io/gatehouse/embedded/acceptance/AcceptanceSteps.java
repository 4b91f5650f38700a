package io.gatehouse.cli.acceptance;

import io.gatehouse.adapter.licensing.fingerprint.Hardware;
import io.gatehouse.adapter.risklabs.run.ChildLaboratory;
import io.gatehouse.adapter.risklabs.run.LabProgress;
import io.gatehouse.app.acceptance.AcceptanceStep;
import io.gatehouse.app.acceptance.HistoryStep;
import io.gatehouse.app.acceptance.MtlsJudgement;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.embedded.Law;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** All parts of an acceptance over what this program has. */
public final class AcceptanceSteps {

    private AcceptanceSteps() {}

    /**
     * The steps for what was handed in; a part for which nothing was has none that can succeed.
     *
     * @param trial folder for the trial installation, not there yet
     */
    public static List<AcceptanceStep> of(
            HandedIn given,
            Workspace workspace,
            EvidenceKeys keys,
            Hardware hardware,
            ChildLaboratory laboratory,
            LabProgress progress,
            Path trial,
            Instant now) {
        List<AcceptanceStep> steps = new ArrayList<>();
        DeviceSteps device = new DeviceSteps(given, keys, hardware, now);
        BundleSteps bundle =
                new BundleSteps(given.bundle(), keys.bundles(), device.bundleCheck(), now);
        steps.add(bundle.verified());
        steps.add(bundle.triedOut(trial));
        steps.add(device.fingerprint());
        steps.add(device.licence());
        steps.add(new LabsStep(given.labs(), workspace, laboratory, progress));
        given.mtls()
                .ifPresent(
                        folder -> {
                            MtlsJudgement mtls = new MtlsJudgement(folder, Law.rules(), now);
                            steps.add(mtls.certificates());
                            steps.add(mtls.rotation());
                        });
        steps.add(new HistoryStep(workspace, now));
        return steps;
    }
}

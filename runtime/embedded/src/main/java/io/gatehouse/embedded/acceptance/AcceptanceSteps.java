package io.gatehouse.embedded.acceptance;

import io.gatehouse.adapter.licensing.fingerprint.Hardware;
import io.gatehouse.adapter.oembundle.BundleKeys;
import io.gatehouse.adapter.risklabs.run.ChildLaboratory;
import io.gatehouse.adapter.risklabs.run.LabProgress;
import io.gatehouse.app.acceptance.AcceptanceStep;
import io.gatehouse.app.acceptance.HistoryStep;
import io.gatehouse.app.acceptance.MtlsJudgement;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.embedded.EmbeddedEngine;
import io.gatehouse.embedded.Law;
import io.gatehouse.embedded.oem.LicenceKeys;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All parts of an acceptance over what this program has. */
public final class AcceptanceSteps {

    private AcceptanceSteps() {}

    /**
     * With what is judged; no key is taken from what is judged with it.
     *
     * @param bundles keys of purpose {@code evidence:bundle-signing}
     * @param licences keys of licences, fingerprints and revocations, as the installation adopted
     *     them
     * @param hardware the machine that this runs on
     */
    public record Means(
            BundleKeys bundles,
            LicenceKeys licences,
            Hardware hardware,
            ChildLaboratory laboratory,
            LabProgress progress) {}

    /**
     * The steps for what was handed in; a part for which nothing was has none that can succeed.
     *
     * @param trial folder for the trial installation, not there yet
     */
    public static List<AcceptanceStep> of(
            HandedIn given, Workspace workspace, Means means, Path trial, Instant now) {
        List<AcceptanceStep> steps = new ArrayList<>();
        DeviceSteps device = new DeviceSteps(given, means.licences(), means.hardware(), now);
        BundleSteps bundle =
                new BundleSteps(given.bundle(), means.bundles(), device.bundleCheck(), now);
        steps.add(bundle.verified());
        steps.add(bundle.triedOut(trial));
        steps.add(device.fingerprint());
        steps.add(device.licence());
        steps.add(
                new LabsStep(
                        given.labs(),
                        workspace,
                        means.laboratory(),
                        means.progress(),
                        new EmbeddedEngine(workspace, () -> now, Optional.empty())::approvers));
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

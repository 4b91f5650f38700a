package io.gatehouse.demo;

import io.gatehouse.adapter.oembundle.DetachedSignature;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.state.PromotionState;
import io.gatehouse.core.state.Release;
import io.gatehouse.demo.standin.CheckedDocuments;
import io.gatehouse.demo.standin.CheckedDocuments.LiveChange;
import io.gatehouse.demo.standin.DemoDevice;
import io.gatehouse.demo.standin.DemoMarket;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Which documents persons bring to which step. */
final class DemoPapers implements GateWalk.Papers {

    private static final Path CONFIGURATION = Path.of("config/core.yaml");

    private final CheckedDocuments documents;
    private LiveChange change;
    private Path acceptance = Path.of("var/audit/acceptance");

    DemoPapers(CheckedDocuments documents) {
        this.documents = documents;
    }

    /** The reviewed change of the configuration that the gate live is about. */
    void change(LiveChange next) {
        change = next;
    }

    /** The report of the installer's acceptance. */
    void acceptance(Path report) {
        acceptance = report;
    }

    String mergeCommit() {
        return change.mergeCommit();
    }

    @Override
    public List<String> of(GateDefinition gate, StepDefinition step, PromotionState promotion)
            throws IOException {
        String commit = promotion.release().commit();
        Stream<Path> papers =
                switch (step.id().value()) {
                    case "config-validation" -> Stream.of(CONFIGURATION);
                    case "strategy-smoke" -> Stream.of(CONFIGURATION, DemoMarket.EXPECTED);
                    case "demo-checklist" ->
                            with(
                                    documents.packagingRun(commit),
                                    documents.stageOneChecklist(),
                                    documents.installerAcceptance(),
                                    acceptance,
                                    documents.bundleManifest());
                    case "oem-bundle" ->
                            with(
                                    documents.packagingRun(commit),
                                    Path.of(archive(promotion.release())),
                                    documents.bundleManifest(),
                                    Path.of("var/dist/manifest.sig"),
                                    CONFIGURATION);
                    case "paper-labs" -> Stream.of(CONFIGURATION, documents.manualProfile());
                    case "paper-licence" ->
                            Stream.of(
                                    documents.licenceRequest(),
                                    Path.of(DemoDevice.FILE),
                                    CONFIGURATION,
                                    documents.revocations());
                    case "paper-smoke" ->
                            Stream.of(
                                    CONFIGURATION,
                                    DemoMarket.PAPER_LOG,
                                    documents.paperSmokeRun(commit));
                    case "paper-checklist" -> Stream.of(documents.paperChecklist());
                    case "live-config" ->
                            Stream.of(change.configuration(), change.diff(), change.pullRequest());
                    case "live-checklist" ->
                            with(
                                    documents.licences(),
                                    documents.liveChecklist(),
                                    documents.revocations(),
                                    Path.of(DemoDevice.FILE),
                                    documents.bundleManifest(),
                                    Path.of(
                                            archive(promotion.release())
                                                    + DetachedSignature.EXTENSION),
                                    documents.paperSmokeRun(commit));
                    case "ui-readiness" -> Stream.of(documents.uiTelemetry(), documents.uiReport());
                    default -> Stream.empty();
                };
        return papers.map(path -> path.toString().replace('\\', '/')).toList();
    }

    private static Stream<Path> with(List<Path> many, Path... more) {
        return Stream.concat(many.stream(), Stream.of(more));
    }

    /** The bundle of a release, relative to the workspace. */
    static String archive(Release release) {
        return "var/dist/" + release.id() + "-linux.tar.gz";
    }
}

package io.gatehouse.embedded.router;

import io.gatehouse.adapter.metrics.tls.TlsMaterial;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.strategy.Permission;
import io.gatehouse.strategy.StrategyContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a router trades by and where, before anything is opened.
 *
 * @param paper the venues once more, when they are on paper
 * @param tls what metrics are served with; in plain, on loopback, without
 */
record Prepared(
        LiveSettings settings,
        List<Connected> venues,
        Optional<PaperVenues> paper,
        Optional<TlsMaterial> tls) {

    Prepared {
        venues = List.copyOf(venues);
    }

    private Prepared with(Optional<TlsMaterial> material) {
        return new Prepared(settings, venues, paper, material);
    }

    /** All that is needed, or why there is none. */
    sealed interface Preparation {
        record Ready(Prepared prepared) implements Preparation {}

        record Refused(List<Finding> findings) implements Preparation {
            public Refused {
                findings = List.copyOf(findings);
            }
        }
    }

    static Preparation of(RouterStart given, byte[] configuration) {
        Preparation preparation =
                given.mode() == RouterMode.PAPER
                        ? paper(given, configuration)
                        : live(given, configuration);
        if (!(preparation instanceof Preparation.Ready ready)) {
            return preparation;
        }
        List<Finding> findings = new ArrayList<>();
        Optional<TlsMaterial> tls =
                MetricsTlsReader.read(
                        given.mode(),
                        configuration,
                        given.root(),
                        given.clock().instant(),
                        findings);
        return findings.isEmpty()
                ? new Preparation.Ready(ready.prepared().with(tls))
                : new Preparation.Refused(findings);
    }

    private static Preparation live(RouterStart given, byte[] configuration) {
        LiveSettings.Reading reading = LiveSettingsReader.read(configuration);
        if (reading instanceof LiveSettings.Reading.Refused refused) {
            return new Preparation.Refused(refused.findings());
        }
        LiveSettings settings = ((LiveSettings.Reading.Read) reading).settings();
        List<Finding> looser =
                RiskCeiling.findings(given.mode(), configuration, settings.profiles());
        if (!looser.isEmpty()) {
            return new Preparation.Refused(looser);
        }
        Connected.Connecting connecting =
                Connected.all(settings.venues(), given.root(), given.environment(), given.clock());
        return connecting.findings().isEmpty()
                ? new Preparation.Ready(
                        new Prepared(
                                settings, connecting.venues(), Optional.empty(), Optional.empty()))
                : new Preparation.Refused(connecting.findings());
    }

    /** Reads no credential and makes no client: there is nothing here that could reach a venue. */
    private static Preparation paper(RouterStart given, byte[] configuration) {
        Permission permission =
                StrategyContext.open(
                                given.root(),
                                given.holder(),
                                given.engineKey(),
                                given.clock(),
                                given.nanos())
                        .mayRun(given.mode().environment(), given.files().configuration());
        if (permission instanceof Permission.Refused refused) {
            // A router of LIVE starts all the same, to close; on paper nothing has to be closed.
            return new Preparation.Refused(refused.findings());
        }
        PaperPlan.Reading reading = PaperPlanReader.read(configuration);
        if (reading instanceof PaperPlan.Reading.Refused refused) {
            return new Preparation.Refused(refused.findings());
        }
        PaperPlan plan = ((PaperPlan.Reading.Read) reading).plan();
        List<Finding> findings =
                new ArrayList<>(
                        RiskCeiling.findings(
                                given.mode(), configuration, plan.settings().profiles()));
        List<Recorded> recorded = Recorded.all(plan.markets(), given.root(), findings);
        if (!findings.isEmpty()) {
            return new Preparation.Refused(findings);
        }
        PaperVenues venues =
                new PaperVenues(
                        plan, recorded, new PaperFills(given.files().fills()), given.clock());
        return new Preparation.Ready(
                new Prepared(
                        plan.settings(),
                        venues.connected(),
                        Optional.of(venues),
                        Optional.empty()));
    }
}

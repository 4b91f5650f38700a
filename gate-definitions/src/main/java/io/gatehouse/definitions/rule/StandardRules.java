package io.gatehouse.definitions.rule;

import io.gatehouse.core.id.RuleId;
import io.gatehouse.core.rule.Rule;
import io.gatehouse.core.rule.RuleBook;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Every rule of this build, by id. Immutable and thread-safe. */
public final class StandardRules implements RuleBook {

    private final SortedMap<RuleId, Rule> rules;

    public StandardRules() {
        SortedMap<RuleId, Rule> all = new TreeMap<>();
        for (AbstractRule rule : standard()) {
            if (all.put(rule.id(), rule) != null) {
                throw new IllegalStateException("two rules with the id " + rule.id());
            }
        }
        rules = Collections.unmodifiableSortedMap(all);
    }

    private static List<AbstractRule> standard() {
        return List.of(
                new AlertsCover(),
                new ArtefactFresh(),
                new ArtefactPresent(),
                new BundleCiRun(),
                new BundleManifest(),
                new BundleSameAsAdmitted(),
                new BundleVerified(),
                new ChecklistComplete(),
                new CiRun(),
                new CommandSucceeded(),
                new ConfigLineage(),
                new ConfigValid(),
                new DeviceLicensed(),
                new DigestMatches(),
                new DistinctPersons(),
                new DryRunPass(),
                new DryRunReport(),
                new EntrySigned(),
                new FlagsMatch(),
                new KillDrillPass(),
                new InstallerAccepted(),
                new LabsPass(),
                new LabsReport(),
                new LicenceRegistry(),
                new LicenceValid(),
                new MetricsLog(),
                new MtlsBundle(),
                new PredecessorsGranted(),
                new PullRequest(),
                new ReleaseIdentified(),
                new ReportVerdict(),
                new SignedOff(),
                new SmokePass(),
                new SmokeReport(),
                new Stage6Summary(),
                new UiTelemetry());
    }

    @Override
    public Optional<Rule> find(RuleId id) {
        return Optional.ofNullable(rules.get(id));
    }

    @Override
    public Collection<Rule> all() {
        return rules.values();
    }
}

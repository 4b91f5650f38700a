package io.gatehouse.cli.command;

import io.gatehouse.app.evidence.Observer;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.cli.Output;
import io.gatehouse.configuration.ConfigDiff;
import io.gatehouse.configuration.ConfigReading;
import io.gatehouse.configuration.ConfigTree;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.EvidenceItem;
import io.gatehouse.core.state.GrantRecord;
import io.gatehouse.core.state.InstallationView;
import io.gatehouse.core.state.PromotionState;
import java.util.Optional;

/**
 * The configuration that a promotion brings beside the one that was admitted to the environment it
 * comes from: what owner and compliance sign in step 3.2. Both are read from the archive, as they
 * were recorded.
 *
 * @param before digest of the admitted one
 * @param after digest of the one that is brought
 */
record ConfigurationDiff(Digest before, Digest after, ConfigDiff diff) {

    /** Empty where there is nothing to compare with, or one of the two cannot be read. */
    static Optional<ConfigurationDiff> of(
            Workspace workspace, InstallationView state, PromotionState promotion) {
        Observer observer = new Observer(workspace);
        Optional<GateDefinition> gate = state.definition(promotion.definition());
        Optional<Read> brought =
                gate.flatMap(GateDefinition::configuration)
                        .flatMap(
                                artefact ->
                                        promotion.evidence().values().stream()
                                                .filter(i -> i.artefact().equals(artefact))
                                                .findFirst())
                        .flatMap(item -> read(observer, promotion, item));
        Optional<Read> admitted =
                gate.map(GateDefinition::from).flatMap(from -> admitted(observer, state, from));
        return brought.flatMap(
                after ->
                        admitted.map(
                                before ->
                                        new ConfigurationDiff(
                                                before.digest(),
                                                after.digest(),
                                                ConfigDiff.between(before.tree(), after.tree()))));
    }

    private record Read(Digest digest, ConfigTree tree) {}

    private static Optional<Read> admitted(
            Observer observer, InstallationView state, Environment from) {
        Optional<GrantRecord> grant = Optional.ofNullable(state.environment().grants().get(from));
        return grant.flatMap(
                g ->
                        state.promotion(g.promotion())
                                .flatMap(
                                        p ->
                                                g.configurationItem()
                                                        .flatMap(p::evidence)
                                                        .flatMap(i -> read(observer, p, i))));
    }

    private static Optional<Read> read(
            Observer observer, PromotionState promotion, EvidenceItem item) {
        return observer.observeArchived(promotion, item)
                .content()
                .map(content -> ConfigTree.read(content.bytes()))
                .filter(ConfigReading.Parsed.class::isInstance)
                .map(r -> new Read(item.digests().sha384(), ((ConfigReading.Parsed) r).tree()));
    }

    void print(Output output) {
        output.say("show.configuration", before.abbreviated(), after.abbreviated());
        if (diff.isEmpty()) {
            output.say("config.same", 0);
        }
        diff.lines().forEach(line -> output.line("  " + line));
    }
}

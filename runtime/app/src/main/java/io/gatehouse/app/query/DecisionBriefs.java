package io.gatehouse.app.query;

import io.gatehouse.app.evidence.Observer;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.event.LogEvent.LineAppended;
import io.gatehouse.core.evidence.EvidenceItem;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.id.ArtefactId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.state.PermitRecord;
import io.gatehouse.core.state.PromotionState;
import io.gatehouse.core.state.Proposal;
import io.gatehouse.definitions.yaml.StrictYaml;
import io.gatehouse.definitions.yaml.YamlFaultException;
import io.gatehouse.definitions.yaml.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Puts together what a person should know before signing; reads the archive, writes nothing. */
public final class DecisionBriefs {

    private static final int LARGEST_CONFIGURATION = 1024 * 1024;

    private final ReadOnlyInstallation installation;
    private final IssuedPermits permits;
    private final CheckGate check;

    public DecisionBriefs(
            ReadOnlyInstallation installation, IssuedPermits permits, CheckGate check) {
        this.installation = installation;
        this.permits = permits;
        this.check = check;
    }

    /** Empty when no entry is proposed. */
    public Optional<DecisionBrief> of(PromotionState promotion) {
        Optional<GateDefinition> gate = installation.state().definition(promotion.definition());
        Optional<Proposal> proposal = promotion.proposal();
        if (gate.isEmpty() || proposal.isEmpty()) {
            return Optional.empty();
        }
        Optional<PermitRecord> before =
                gate.get().movesEnvironment() ? permits.last(gate.get().to()) : Optional.empty();
        Optional<JsonObject> lastDecision = lastDecision(promotion, gate.get());
        TreeMap<String, List<Difference>> differences = new TreeMap<>();
        TreeMap<String, String> incomparable = new TreeMap<>();
        before.ifPresent(
                p -> compare(promotion, gate.get(), p, lastDecision, differences, incomparable));
        return Optional.of(
                new DecisionBrief(
                        promotion,
                        installation.state().governance(),
                        gate.get(),
                        proposal.get(),
                        before,
                        lastDecision,
                        differences,
                        incomparable,
                        check.run(installation, promotion)));
    }

    private Optional<JsonObject> lastDecision(PromotionState promotion, GateDefinition gate) {
        return installation.lines().getOrDefault(gate.log(), List.of()).stream()
                .map(LineAppended::line)
                .filter(line -> line.text("kind").equals(Optional.of("decision")))
                .filter(line -> !line.text("promotion").equals(Optional.of(promotion.id().value())))
                .reduce((first, second) -> second);
    }

    private void compare(
            PromotionState promotion,
            GateDefinition gate,
            PermitRecord before,
            Optional<JsonObject> lastDecision,
            Map<String, List<Difference>> differences,
            Map<String, String> incomparable) {
        JsonObject permit = before.permit();
        differences.put(
                "limits",
                Difference.between(
                        Difference.flat(permit.object("limits").orElse(JsonObject.EMPTY)),
                        Difference.flat(gate.limits())));
        differences.put(
                "device",
                Difference.between(
                        one("device", permit.text("device").orElse("")),
                        one("device", installation.state().governance().device())));
        differences.put(
                "release",
                Difference.between(
                        Difference.flat(pick(permit, "release", "bundle", "commit")),
                        Difference.flat(
                                JsonObject.builder()
                                        .put("release", promotion.release().id())
                                        .put("bundle", promotion.release().bundle().value())
                                        .put("commit", promotion.release().commit())
                                        .build())));
        lastDecision.ifPresent(
                last ->
                        differences.put(
                                "devices",
                                Difference.between(
                                        Difference.flat(pick(last, "devices")),
                                        Difference.flat(
                                                pick(
                                                        promotion.proposal().orElseThrow().entry(),
                                                        "devices")))));
        Optional<PromotionState> granted =
                permit.object("decision").flatMap(d -> promotionOf(gate, d));
        if (granted.isEmpty()) {
            incomparable.put("definition", "the promotion behind " + before.id() + " is unknown");
            incomparable.put("configuration", incomparable.get("definition"));
            return;
        }
        installation
                .state()
                .definition(granted.get().definition())
                .ifPresent(
                        old ->
                                differences.put(
                                        "definition",
                                        Difference.between(
                                                Difference.flat(old.source()),
                                                Difference.flat(gate.source()))));
        configuration(granted.get(), promotion, gate, differences, incomparable);
    }

    /** The promotion whose decision line a permit names. */
    private Optional<PromotionState> promotionOf(GateDefinition gate, JsonObject decision) {
        Optional<String> digest = decision.text("digest");
        return installation.state().promotions().stream()
                .filter(
                        p ->
                                p.sealed()
                                        .filter(s -> s.log().equals(gate.log()))
                                        .map(s -> s.digest().value())
                                        .equals(digest))
                .findFirst();
    }

    private void configuration(
            PromotionState granted,
            PromotionState promotion,
            GateDefinition gate,
            Map<String, List<Difference>> differences,
            Map<String, String> incomparable) {
        if (gate.configuration().isEmpty()) {
            return;
        }
        try {
            YamlNode old = parse(granted, configurationOf(granted));
            YamlNode now = parse(promotion, gate.configuration().get());
            differences.put(
                    "configuration",
                    Difference.between(Difference.flat(old), Difference.flat(now)));
        } catch (Incomparable e) {
            // Shown to the signer as such: silence would read as "nothing has changed".
            incomparable.put("configuration", e.getMessage());
        }
    }

    private ArtefactId configurationOf(PromotionState promotion) throws Incomparable {
        return installation
                .state()
                .definition(promotion.definition())
                .flatMap(GateDefinition::configuration)
                .orElseThrow(() -> new Incomparable("the last permit bound no configuration"));
    }

    private YamlNode parse(PromotionState promotion, ArtefactId artefact) throws Incomparable {
        EvidenceItem item =
                promotion.evidence().values().stream()
                        .filter(i -> i.artefact().equals(artefact))
                        .findFirst()
                        .orElseThrow(
                                () -> new Incomparable("no " + artefact + " in " + promotion.id()));
        if (item.secret()) {
            throw new Incomparable(item.path() + " is key material");
        }
        Observation archived =
                new Observer(installation.workspace()).observeArchived(promotion, item);
        if (!archived.isUnchanged() || archived.content().isEmpty()) {
            throw new Incomparable("the archived copy of " + item.path() + " cannot be used");
        }
        try {
            return StrictYaml.readConfiguration(
                    archived.content().get().bytes(), LARGEST_CONFIGURATION);
        } catch (YamlFaultException e) {
            throw new Incomparable(item.path() + ": " + e.fault());
        }
    }

    private static TreeMap<String, String> one(String path, String value) {
        return new TreeMap<>(Map.of(path, value));
    }

    private static JsonObject pick(JsonObject from, String... names) {
        JsonObject.Builder out = JsonObject.builder();
        for (String name : names) {
            from.find(name).ifPresent(value -> out.put(name, value));
        }
        return out.build();
    }

    /** Why two configurations could not be compared. */
    private static final class Incomparable extends Exception {
        private static final long serialVersionUID = 1L;

        Incomparable(String message) {
            super(message, null, false, false);
        }
    }
}

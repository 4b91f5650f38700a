package io.gatehouse.cli.command;

import io.gatehouse.app.query.KeyConsequences;
import io.gatehouse.app.query.KeyUses;
import io.gatehouse.app.query.ReadOnlyInstallation;
import io.gatehouse.cli.Output;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.state.PromotionState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads out what rests on a key, before anything is done to it. */
final class KeyReading {

    private final KeyId key;
    private final List<KeyUses.Use> uses;
    private final KeyConsequences consequences;
    private final long commits;
    private final List<String> evidence;

    KeyReading(KeyId key, KeyUses uses, ReadOnlyInstallation installation) throws Exception {
        this.key = key;
        this.uses = uses.all();
        this.consequences = new KeyConsequences(installation, key);
        this.commits = consequences.commits();
        this.evidence =
                consequences.evidence().stream().map(i -> i.step() + "  " + i.path()).toList();
    }

    /** What the key signed; all of it stays good when a key is merely retired. */
    void uses(Output output) {
        output.say("key.uses", key);
        Map<String, Long> kinds =
                uses.stream()
                        .collect(
                                Collectors.groupingBy(
                                        KeyUses.Use::kind, TreeMap::new, Collectors.counting()));
        kinds.forEach((kind, count) -> output.line("    " + kind + ": " + count));
        if (commits > 0) {
            output.say("key.commits", commits);
        }
        if (!evidence.isEmpty()) {
            output.say("key.evidence", evidence.size());
            evidence.forEach(item -> output.line("      " + item));
        }
        if (kinds.isEmpty() && commits == 0 && evidence.isEmpty()) {
            output.say("key.unused");
        }
    }

    /** What falls when nothing counts that it signed from a time on. */
    void losses(Output output, Instant since) {
        List<KeyUses.Use> late = uses.stream().filter(u -> !u.at().isBefore(since)).toList();
        output.say("key.late", since, late.size());
        late.forEach(u -> output.line("    " + u.at() + "  " + u.kind() + "  " + u.subject()));
        for (PromotionState promotion : consequences.losingApprovals()) {
            output.say("key.loses-approval", promotion.id());
        }
        List<KeyConsequences.Affected> affected = consequences.environments(since);
        for (KeyConsequences.Affected environment : affected) {
            output.say(
                    "key.affected",
                    environment.environment(),
                    environment.because(),
                    output.messages().text("key.then." + environment.then()));
        }
        if (affected.isEmpty()) {
            output.say("key.no-environment");
        }
    }

    JsonObject json(Instant since) {
        return JsonObject.builder()
                .put("key", key.value())
                .put("uses", uses.stream().map(KeyUses.Use::toJson).toList())
                .put("commit_records", commits)
                .put("evidence", evidence)
                .put("since", since.toString())
                .put(
                        "loses_approvals",
                        consequences.losingApprovals().stream().map(p -> p.id().value()).toList())
                .put(
                        "environments",
                        consequences.environments(since).stream()
                                .map(KeyConsequences.Affected::toJson)
                                .toList())
                .build();
    }
}

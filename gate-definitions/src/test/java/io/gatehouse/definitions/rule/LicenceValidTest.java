package io.gatehouse.definitions.rule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.definition.ActionDefinition;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.AdapterId;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonNull;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.port.MacAnswer;
import io.gatehouse.core.rule.RuleResult;
import io.gatehouse.core.state.ActionState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LicenceValidTest {

    private static final String ID = "0123456789abcdef0123456789abcdef";
    private static final String OTHER = ID.replace('0', '9');
    private static final Map<String, Object> DEMAND =
            Map.of(
                    "registry", "registry",
                    "chain", "chain",
                    "licence", "licence",
                    "revocations", "revocations",
                    "profiles", List.of("paper"),
                    "min-remaining", "P7D");

    private final ToolKeys keys =
            new ToolKeys()
                    .with("licence-signing", "lic-2026")
                    .with("revocation-signing", "rev-2026");

    /** A registry of these lines with its chain, a licence and a list; each may be replaced. */
    private final class Files {
        private String registry;
        private String chain;
        private String licence;
        private String revocations;

        Files(JsonObject... payloads) {
            List<String> lines = new ArrayList<>();
            for (JsonObject payload : payloads) {
                lines.add(seal(payload));
            }
            registry = String.join("\n", lines) + "\n";
            chain = chained(lines);
            licence = "\n " + lines.get(lines.size() - 1).replace(",\"", ",\n  \"");
            revocations = list(JsonObject.of("revoked", List.of(OTHER)));
        }

        Bench bench() {
            Bench bench =
                    new Bench()
                            .file("registry", registry)
                            .file("licence", licence)
                            .file("chain", chain)
                            .file("revocations", revocations);
            bench.macs = keys;
            return bench;
        }

        RuleResult run() {
            return bench().run("licence-valid", DEMAND);
        }
    }

    private String seal(JsonObject payload) {
        return CanonicalJson.text(keys.envelope("licence-signing", "lic-2026", true, payload));
    }

    private String list(JsonObject payload) {
        return CanonicalJson.text(
                keys.envelope(
                        "revocation-signing",
                        "rev-2026",
                        true,
                        payload.has("generated_at")
                                ? payload
                                : payload.with("generated_at", "2026-11-20T06:00:00Z")));
    }

    private String chained(List<String> lines) {
        StringBuilder chain = new StringBuilder();
        Digest previous = Digest.ZERO;
        for (int i = 0; i < lines.size(); i++) {
            String link =
                    seal(
                            JsonObject.builder()
                                    .put("schema", "gatehouse.licence-chain/1")
                                    .put("sequence", i + 1)
                                    .put("previous", previous.value())
                                    .put(
                                            "line",
                                            Digest.sha384(lines.get(i).getBytes(UTF_8)).value())
                                    .put("recorded_at", "2026-01-15T12:00:01Z")
                                    .build());
            chain.append(link).append('\n');
            previous = Digest.sha384(link.getBytes(UTF_8));
        }
        return chain.toString();
    }

    private static JsonObject ours() {
        return LicenceRegistryTest.rich("box", ID);
    }

    private static JsonObject another() {
        return LicenceRegistryTest.rich("other", OTHER);
    }

    private Files good() {
        return new Files(another(), ours());
    }

    private static String dropLine(String text, int line) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        lines.remove(line);
        return String.join("\n", lines) + "\n";
    }

    @Test
    void shouldAcceptARegisteredLicenceInForce() {
        RuleAssert.that(good().run()).passes();
        // each line, the last link, the list; the licence is a line's envelope
        assertThat(keys.asked.stream().filter(c -> c.purpose().equals("licence-signing")).count())
                .isEqualTo(3);
    }

    @Test
    void shouldTakeKeysOfTheExistingProvisionerToo() {
        Files files = good();
        keys.with("licence", "old-2026");
        String line = CanonicalJson.text(keys.envelope("licence", "old-2026", true, ours()));
        files.registry = line + "\n";
        files.licence = line;
        files.chain = chained(List.of(line));
        RuleAssert.that(files.run()).passes();
    }

    @Test
    void shouldDoWithoutChainAndListWhereTheGateDoes() {
        Map<String, Object> less = new HashMap<>(DEMAND);
        less.remove("chain");
        less.remove("revocations");
        RuleAssert.that(good().bench().run("licence-valid", less)).passes();
    }

    @Test
    void shouldRefuseALicenceThatIsNotInTheRegistry() {
        Files files = good();
        files.licence = seal(LicenceRegistryTest.rich("box", ID.replace('0', '7')));
        RuleAssert.that(files.run()).failsWith("not-registered");
        files.licence = files.licence.replace("2027-01-15", "2028-01-15");
        RuleAssert.that(files.run()).failsWith("not-registered", "bad-code");
    }

    @Test
    void shouldRefuseALicenceThatIsNotInForce() {
        JsonObject good = ours();
        for (JsonObject payload :
                List.of(
                        good.with("profile", "live"),
                        good.with("expires_at", "2026-11-27T12:00:00Z"),
                        good.with("issued_at", "2026-11-20T12:00:06Z"),
                        good.with("revoked_at", "2026-11-01T12:00:00Z"),
                        good.with("subscription", JsonObject.EMPTY),
                        good.with("policy_evaluation", Map.of("errors", List.of("no mac"))))) {
            RuleAssert.that(new Files(another(), payload).run()).failsWith("licence-not-valid");
        }
        Files superseded = new Files(ours(), LicenceRegistryTest.rich("box", OTHER));
        superseded.licence = superseded.registry.lines().findFirst().orElseThrow();
        superseded.revocations = list(JsonObject.of("revoked", List.of()));
        RuleAssert.that(superseded.run()).failsWith("licence-not-valid");
    }

    @Test
    void shouldRefuseAPlainLicence() {
        JsonObject plain =
                ours().with("fingerprint", "BOX-1")
                        .without("license_id")
                        .without("mode")
                        .without("fingerprint_payload")
                        .without("fingerprint_signature")
                        .without("policy")
                        .without("policy_evaluation");
        RuleAssert.that(new Files(another(), plain).run()).failsWith("plain-licence");
    }

    @Test
    void shouldRefuseARevokedLicenceInEveryFormOfTheList() {
        for (Object revoked :
                List.of(
                        List.of(" " + ID.toUpperCase(java.util.Locale.ROOT) + " "),
                        List.of(Map.of("license_id", ID)),
                        Map.of(ID, true),
                        Map.of("group", List.of(OTHER, ID)),
                        Map.of("entry", Map.of("license_id", ID)))) {
            for (String name : List.of("revoked", "revocations", "licenses")) {
                Files files = good();
                files.revocations = list(JsonObject.of(name, revoked));
                RuleAssert.that(files.run()).failsWith("revoked");
            }
        }
    }

    @Test
    void shouldRefuseAListThatIsOldForgedOrNotUnderstood() {
        Files files = good();
        JsonObject empty = JsonObject.of("revoked", List.of());
        files.revocations = list(empty.with("generated_at", "2026-11-19T23:59:59Z"));
        RuleAssert.that(files.run()).failsWith("stale");
        Map<String, Object> patient = new HashMap<>(DEMAND);
        patient.put("max-revocation-age", "P1D");
        RuleAssert.that(files.bench().run("licence-valid", patient)).passes();
        files.revocations = list(empty.with("generated_at", "2026-11-20T12:00:06Z"));
        RuleAssert.that(files.run()).errsWith("future-dated");
        files.revocations = list(empty).replace("\"revoked\"", "\"licenses\"");
        RuleAssert.that(files.run()).failsWith("bad-code");
        files.revocations = seal(empty.with("generated_at", "2026-11-20T06:00:00Z"));
        RuleAssert.that(files.run()).failsWith("unknown-key");
        for (JsonObject other :
                List.of(
                        JsonObject.EMPTY,
                        empty.with("licenses", List.of(ID)),
                        empty.with("generated_at", "today"),
                        JsonObject.of("revoked", List.of(7)),
                        JsonObject.of("revoked", ID),
                        JsonObject.of("revoked", List.of(Map.of("id", ID))))) {
            files.revocations = list(other);
            RuleAssert.that(files.run()).errsWith("malformed");
        }
    }

    @Test
    void shouldMissALineThatWasTakenOut() {
        Files files = good();
        files.registry = dropLine(files.registry, 0);
        RuleAssert.that(files.run()).failsWith("line-removed");
    }

    @Test
    void shouldRefuseARegistryThatIsNotWhatWasChained() {
        Files unchained = good();
        unchained.chain = dropLine(unchained.chain, 1);
        RuleAssert.that(unchained.run()).failsWith("line-unchained");

        Files empty = good();
        empty.chain = "";
        RuleAssert.that(empty.run()).failsWith("line-unchained");

        Files reordered = good();
        List<String> lines = reordered.registry.lines().toList();
        reordered.registry = lines.get(1) + "\n" + lines.get(0) + "\n";
        RuleAssert.that(reordered.run()).failsWith("lines-reordered");

        Files edited = good();
        edited.registry = edited.registry.replaceFirst("\"payload\":", "\"payload\": ");
        RuleAssert.that(edited.run()).failsWith("line-edited");
    }

    @Test
    void shouldRefuseABrokenChain() {
        Files files = good();
        String chain = files.chain;
        for (String broken :
                List.of(
                        dropLine(chain, 0),
                        chain.replace("\"sequence\":2", "\"sequence\":3"),
                        chain.replaceFirst("licence-chain/1", "licence-chain/2"),
                        chain.replaceFirst("\"recorded_at\":\"[^\"]*\"", "\"recorded_at\":\"x\""),
                        // an edit of the first link shows in the second
                        chain.replaceFirst("2026-01-15T12:00:01Z", "2026-01-15T12:00:02Z"))) {
            files.chain = broken;
            RuleAssert.that(files.run()).failsWith("chain-broken");
        }
        int second = chain.indexOf('\n');
        files.chain =
                chain.substring(0, second)
                        + chain.substring(second).replace("12:00:01Z", "12:00:02Z");
        RuleAssert.that(files.run()).failsWith("bad-code");
        files.chain = chain.substring(0, chain.length() - 1);
        RuleAssert.that(files.run()).errsWith("malformed");
        files.chain = "[1]\n";
        RuleAssert.that(files.run()).errsWith("malformed");
    }

    @Test
    void shouldRefuseEveryLineThatIsNotGenuine() {
        Files files = new Files(LicenceRegistryTest.rich("forged", OTHER), ours());
        files.registry = files.registry.replaceFirst("2027-01-15", "2027-02-15");
        files.chain = chained(files.registry.lines().toList());
        RuleAssert.that(files.run()).failsWith("bad-code");
        RuleAssert.that(new Files(LicenceRegistryTest.rich("other", ID), ours()).run())
                .failsWith("licence-twice");
        Files none = good();
        none.registry = "{}\n";
        RuleAssert.that(none.run()).errsWith("malformed");
    }

    @Test
    void shouldNotPassWhereACodeCannotBeChecked() {
        Bench bench = good().bench();
        bench.macs = claim -> MacAnswer.UNAVAILABLE;
        RuleAssert.that(bench.run("licence-valid", DEMAND)).refusesWithError();
        bench.macs = claim -> MacAnswer.KEY_NOT_USABLE;
        assertThat(Bench.codes(bench.run("licence-valid", DEMAND))).containsOnly("key-not-usable");
    }

    @Test
    void shouldDemandTheFilesThatTheRunLeft() {
        Files files = good();
        Bench bench = files.bench();
        bench.action =
                Optional.of(
                        new ActionDefinition(
                                new AdapterId("licensing"),
                                JsonObject.EMPTY,
                                Duration.ofMinutes(1)));
        bench.actionState =
                Optional.of(new ActionState("key", 1, ActionState.Phase.SUCCEEDED, Bench.NOW));
        bench.facts =
                JsonObject.of(
                                "registry_sha384",
                                Digest.sha384(files.registry.getBytes(UTF_8)).value())
                        .with(
                                "licence_sha384",
                                Digest.sha384(files.licence.getBytes(UTF_8)).value());
        RuleAssert.that(bench.run("licence-valid", DEMAND)).passes();
        // registry and chain put back together to what they were before
        bench.facts = bench.facts.with("registry_sha384", Digest.ZERO.value());
        RuleAssert.that(bench.run("licence-valid", DEMAND)).failsWith("report-not-of-this-run");
        bench.facts = JsonObject.EMPTY;
        RuleAssert.that(bench.run("licence-valid", DEMAND))
                .failsWith("report-not-of-this-run", "report-not-of-this-run");
    }

    @Test
    void shouldWaitForFilesAndTakeOneOfEach() {
        Bench none = new Bench();
        List.of("registry", "chain", "licence", "revocations").forEach(none::artefact);
        RuleAssert.that(none.run("licence-valid", DEMAND))
                .waitsWith("missing", "missing", "missing", "missing");
        RuleAssert.that(good().bench().file("licence", "{}").run("licence-valid", DEMAND))
                .failsWith("several-files");
        Files broken = good();
        broken.licence = "{";
        RuleAssert.that(broken.run()).errsWith("malformed");
        broken.licence = seal(JsonObject.of("fingerprint", JsonNull.NULL));
        RuleAssert.that(broken.run()).errsWith("malformed");
        broken.licence = " ".repeat(300_000) + seal(ours());
        RuleAssert.that(broken.run()).errsWith("malformed");
    }

    /** Property: a chain that passes has links that say what was signed. */
    @Test
    void shouldAcceptNoChainWithAnotherLink() {
        Files good = good();
        List<JsonValue> links = links(good.chain);
        ReportFuzzTest.fuzz(
                "licence chains",
                good.chain.getBytes(UTF_8),
                bytes -> replaced(good.bench(), 2, "chain", bytes),
                bytes -> links(new String(bytes, UTF_8)).equals(links));
    }

    private static List<JsonValue> links(String chain) {
        return chain.lines()
                .<JsonValue>map(l -> StrictJson.readSigned(l.getBytes(UTF_8)).objectOrThrow())
                .toList();
    }

    /** Property: a list that passes says what was signed. */
    @Test
    void shouldAcceptNoListWithAnotherPayload() {
        Files good = good();
        JsonObject list = StrictJson.readSigned(good.revocations.getBytes(UTF_8)).objectOrThrow();
        ReportFuzzTest.fuzz(
                "revocation lists",
                good.revocations.getBytes(UTF_8),
                bytes -> replaced(good.bench(), 3, "revocations", bytes),
                bytes -> StrictJson.readSigned(bytes).objectOrThrow().equals(list));
    }

    /** Property: a licence that passes says what was signed. */
    @Test
    void shouldAcceptNoLicenceWithAnotherPayload() {
        Files good = good();
        JsonObject licence = StrictJson.readSigned(good.licence.getBytes(UTF_8)).objectOrThrow();
        ReportFuzzTest.fuzz(
                "licence files",
                good.licence.getBytes(UTF_8),
                bytes -> replaced(good.bench(), 1, "licence", bytes),
                bytes -> StrictJson.readSigned(bytes).objectOrThrow().equals(licence));
    }

    private RuleResult replaced(Bench bench, int at, String artefact, byte[] bytes) {
        bench.observations.set(
                at, bench.observation(artefact, bytes, Bench.NOW.minusSeconds(3_600)));
        RuleResult result = bench.run("licence-valid", DEMAND);
        keys.asked.clear();
        return result;
    }
}

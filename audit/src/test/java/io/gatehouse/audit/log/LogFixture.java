package io.gatehouse.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.audit.key.Base64Text;
import io.gatehouse.audit.key.DomainSignature;
import io.gatehouse.audit.key.Ed25519Signer;
import io.gatehouse.audit.key.KeyEntry;
import io.gatehouse.audit.key.KeyPurpose;
import io.gatehouse.audit.key.KeyRing;
import io.gatehouse.audit.key.KeySecrets;
import io.gatehouse.audit.key.KeyValidity;
import io.gatehouse.audit.key.LocalKeySecrets;
import io.gatehouse.audit.key.OpenKeyRing;
import io.gatehouse.audit.key.PersonKey;
import io.gatehouse.audit.key.PersonKeys;
import io.gatehouse.audit.key.SecretLocation;
import io.gatehouse.audit.key.SignatureDomain;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.command.Statement;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.Sealer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Keys, persons and well-formed lines, all deterministic. */
final class LogFixture {

    static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    static final KeyValidity YEAR =
            KeyValidity.between(
                    Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"));
    static final LogName PAPER = new LogName("paper");
    static final LogName DEMO = new LogName("demo");
    static final LogName LIVE = new LogName("live_execution");
    static final LogName STAGE6 = new LogName("stage6");
    static final InstallationId INSTALLATION = new InstallationId("bot-1");
    static final Digest DEFINITION = Digest.sha384("definition".getBytes(StandardCharsets.UTF_8));
    static final Digest ROOT = Digest.sha384("evidence".getBytes(StandardCharsets.UTF_8));
    static final Map<String, Boolean> PAPER_FLAGS =
            Map.of(
                    "StrategyContext.require_demo_mode",
                    false,
                    "runtime.compliance_confirmed",
                    false);

    static final Ed25519Signer ANNA = person("anna");
    static final Ed25519Signer PIOTR = person("piotr");
    static final Ed25519Signer EWA = person("ewa");

    private LogFixture() {}

    static KeyRing ring() {
        List<KeyEntry> keys = new ArrayList<>();
        for (String role : List.of("runtime", "owner", "compliance", "risk")) {
            keys.add(hmac(role + "-1", KeyPurpose.role(role)));
        }
        keys.add(hmac("engine-1", KeyPurpose.ENGINE));
        keys.add(hmac("outer-1", KeyPurpose.OUTER));
        keys.add(hmac("journal-1", KeyPurpose.JOURNAL));
        keys.add(
                KeyEntry.engine(
                        new KeyId("permit-1"),
                        YEAR,
                        Ed25519Signer.ofSeed(Arrays.copyOf(secret("permit-1"), 32)).publicKey(),
                        SecretLocation.parse("env:PERMIT_1")));
        return KeyRing.of(keys);
    }

    static KeyEntry hmac(String id, KeyPurpose purpose) {
        return KeyEntry.hmac(
                new KeyId(id),
                purpose,
                YEAR,
                SecretLocation.parse("env:" + id.toUpperCase(Locale.ROOT).replace('-', '_')));
    }

    static KeySecrets secrets() {
        return new LocalKeySecrets(
                Path.of("."),
                name -> {
                    String id = name.toLowerCase(Locale.ROOT).replace('_', '-');
                    byte[] secret = secret(id);
                    return Optional.of(
                            Base64Text.encodeUrl(
                                    id.equals("permit-1") ? Arrays.copyOf(secret, 32) : secret));
                });
    }

    /** 48 bytes that depend on the name only. */
    static byte[] secret(String id) {
        return HexFormat.of()
                .parseHex(Digest.sha384(("secret " + id).getBytes(StandardCharsets.UTF_8)).hex());
    }

    static OpenKeyRing keys() {
        return new OpenKeyRing(ring(), secrets());
    }

    /** What an auditor has. */
    static OpenKeyRing publicKeys() {
        return new OpenKeyRing(ring().withoutSecrets(), KeySecrets.NONE);
    }

    static PersonKeys persons() {
        return PersonKeys.of(
                List.of(
                        key("anna", ANNA, YEAR, "owner"),
                        key("piotr", PIOTR, YEAR, "compliance", "risk"),
                        key("ewa", EWA, YEAR, "runtime", "risk")));
    }

    static PersonKey key(
            String person, Ed25519Signer signer, KeyValidity validity, String... roles) {
        return new PersonKey(
                new PersonId(person),
                new KeyId(person + "-1"),
                signer.publicKey(),
                validity,
                Set.of(roles));
    }

    private static Ed25519Signer person(String name) {
        return Ed25519Signer.ofSeed(Arrays.copyOf(secret("person " + name), 32));
    }

    static VerificationContext context() {
        return VerificationContext.strict(keys(), persons())
                .withWitnesses(
                        List.of(
                                confirming(Unchecked.Check.ARTEFACTS),
                                confirming(Unchecked.Check.JOURNAL)));
    }

    static LineWitness confirming(Unchecked.Check check) {
        return witness(check, new LineWitness.Testimony.Confirmed());
    }

    static LineWitness witness(Unchecked.Check check, LineWitness.Testimony testimony) {
        return new LineWitness() {
            @Override
            public Unchecked.Check check() {
                return check;
            }

            @Override
            public Testimony testify(DecisionLine line) {
                return testimony;
            }
        };
    }

    /** A draft of a line without approvals, journal position and time. */
    static JsonObject draft(String kind, String stage, String status, Map<String, Boolean> flags) {
        return JsonObject.builder()
                .put("kind", kind)
                .put("stage", stage)
                .put("status", status)
                .put("installation", INSTALLATION.value())
                .put(
                        "artefacts",
                        Map.of("config_hash", "sha384:" + "ab".repeat(48), "smoke_run", 12345))
                .put("runtime_flags", flags)
                .build();
    }

    static JsonObject paperDraft(int number) {
        return draft("decision", "paper", "paper_ready", PAPER_FLAGS)
                .with("promotion", "p-" + number)
                .with("definition", DEFINITION.value())
                .with("evidence_root", ROOT.value());
    }

    /** The draft with proposal and one approval per role, signed by the given person. */
    static JsonObject approved(JsonObject draft, Instant time, Map<String, String> roles) {
        Digest proposal = Digest.of(DecisionLine.proposed(draft));
        List<JsonObject> approvals = new ArrayList<>();
        roles.forEach(
                (role, person) ->
                        approvals.add(
                                approval(draft, proposal, time.minusSeconds(60), role, person)));
        approvals.sort(Comparator.comparing(a -> a.requireText("role")));
        return draft.with("proposal", proposal.value()).with("approvals", approvals);
    }

    static JsonObject approval(
            JsonObject draft, Digest proposal, Instant issued, String role, String person) {
        JsonObject statement =
                statement(
                        person,
                        issued,
                        new Command.Approve(
                                new PromotionId(draft.requireText("promotion")),
                                Role.ofCode(role).orElseThrow(),
                                proposal,
                                Digest.parse(draft.requireText("evidence_root")),
                                Digest.parse(draft.requireText("definition")),
                                issued.plusSeconds(3600)));
        return signed(role, person, statement);
    }

    static JsonObject statement(String person, Instant issued, Command command) {
        return Statement.of(
                INSTALLATION,
                new PersonId(person),
                new KeyId(person + "-1"),
                issued,
                "00112233445566778899aabbccddeeff",
                command);
    }

    static JsonObject signed(String role, String person, JsonObject statement) {
        Ed25519Signer signer = Map.of("anna", ANNA, "piotr", PIOTR, "ewa", EWA).get(person);
        return JsonObject.builder()
                .put("role", role)
                .put("person", person)
                .put("key", person + "-1")
                .put("statement", statement)
                .put(
                        "signature",
                        DomainSignature.sign(signer, SignatureDomain.STATEMENT, statement))
                .build();
    }

    /** Draft with time and journal position. */
    static JsonObject placed(JsonObject draft, Instant time, long sequence) {
        return draft.with("timestamp", time.toString())
                .with(
                        "journal",
                        Map.of("seq", sequence, "prev", Digest.sha384(new byte[] {1}).value()));
    }

    static JsonObject paperReady(int number, Instant time, long sequence) {
        return placed(
                approved(paperDraft(number), time, Map.of("owner", "anna", "compliance", "piotr")),
                time,
                sequence);
    }

    static JsonObject evidence(int number, Instant time, long sequence) {
        return placed(
                draft("evidence", "paper", "config_validated", PAPER_FLAGS)
                        .with(
                                "details",
                                Map.of("number", number, "note", "zażółć \u20ac \ud83d\ude00")),
                time,
                sequence);
    }

    /** Seals whatever it is given, as a thief of all HMAC secrets could: no self-check. */
    static JsonObject forge(
            JsonObject entry, List<String> roles, LogName log, long index, Digest previous) {
        OpenKeyRing keys = keys();
        JsonObject.Builder signatures = JsonObject.builder();
        for (String role : roles) {
            signatures.put(
                    role,
                    RoleSignature.sign(
                                    keys.signingHmac(KeyPurpose.ofSignatureName(role), NOON),
                                    DecisionLine.roleBytes(entry, role))
                            .text());
        }
        JsonObject unsigned =
                entry.with("signatures", signatures.build())
                        .with(
                                "log",
                                Map.of(
                                        "name",
                                        log.value(),
                                        "index",
                                        index,
                                        "prev",
                                        previous.value()));
        return reseal(unsigned);
    }

    /** Makes the outer signature anew. */
    static JsonObject reseal(JsonObject line) {
        byte[] code =
                keys().signingHmac(KeyPurpose.OUTER, NOON).sign(DecisionLine.outerBytes(line));
        return line.with(
                "signature",
                Map.of(
                        "algorithm",
                        "HMAC-SHA256",
                        "key_id",
                        "outer-1",
                        "value",
                        Base64Text.encodeStandard(code)));
    }

    /** A log under construction. */
    static final class Log {
        final LogName name;
        final List<JsonObject> lines = new ArrayList<>();
        private final DecisionLogSealer sealer = new DecisionLogSealer(keys(), persons());

        Log(LogName name) {
            this.name = name;
        }

        Digest last() {
            return lines.isEmpty() ? Digest.ZERO : Digest.of(lines.get(lines.size() - 1));
        }

        Log seal(JsonObject entry, String... roles) {
            Sealer.Sealing sealing =
                    sealer.sealLine(entry, List.of(roles), name, lines.size() + 1, last(), NOON);
            assertThat(sealing).isInstanceOf(Sealer.Sealing.Sealed.class);
            lines.add(((Sealer.Sealing.Sealed) sealing).document());
            return this;
        }

        Log forge(JsonObject entry, String... roles) {
            lines.add(LogFixture.forge(entry, List.of(roles), name, lines.size() + 1, last()));
            return this;
        }

        byte[] bytes() {
            return join(lines.stream().map(CanonicalJson::bytes).toList());
        }

        byte[] head() {
            return LogHead.sign(
                            name,
                            lines.size(),
                            bytes().length,
                            last(),
                            NOON,
                            keys().signingHmac(KeyPurpose.JOURNAL, NOON))
                    .fileBytes();
        }

        LogReport verify() {
            return verify(context());
        }

        LogReport verify(VerificationContext context) {
            return new DecisionLogVerifier(context).verify(name, bytes(), Optional.of(head()));
        }
    }

    static byte[] join(List<byte[]> lines) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] line : lines) {
            out.writeBytes(line);
            out.write('\n');
        }
        return out.toByteArray();
    }

    /**
     * A valid paper log of the given length: a decision each twentieth line, revocations between.
     */
    static Log paperLog(int length, int salt) {
        Log log = new Log(PAPER);
        for (int i = 1; i <= length; i++) {
            Instant time = NOON.plusSeconds(i);
            if (i % 20 == 5) {
                log.seal(paperReady(salt + i, time, 10L * i), "owner", "compliance");
            } else if (i % 20 == 15) {
                log.seal(
                        placed(
                                draft(
                                                "revocation",
                                                "paper",
                                                "paper_revoked",
                                                Map.of(
                                                        "StrategyContext.require_demo_mode",
                                                        true,
                                                        "runtime.compliance_confirmed",
                                                        false))
                                        .with("reason", "licence expired"),
                                time,
                                10L * i),
                        "engine");
            } else {
                log.seal(evidence(salt + i, time, 10L * i), "engine");
            }
        }
        return log;
    }
}

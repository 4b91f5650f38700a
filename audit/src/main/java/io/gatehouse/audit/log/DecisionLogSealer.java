package io.gatehouse.audit.log;

import io.gatehouse.audit.json.LineReading;
import io.gatehouse.audit.key.Base64Text;
import io.gatehouse.audit.key.DomainSignature;
import io.gatehouse.audit.key.HmacKey;
import io.gatehouse.audit.key.KeyFaultException;
import io.gatehouse.audit.key.KeyPurpose;
import io.gatehouse.audit.key.OpenKeyRing;
import io.gatehouse.audit.key.PersonKeys;
import io.gatehouse.audit.key.SignatureDomain;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.Sealer;
import io.gatehouse.core.rule.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Makes sealed lines and signed permits; equal inputs give equal bytes.
 *
 * <p>A line is handed out only after the strict verifier has accepted it, approvals included: what
 * would not verify is not sealed. So the engine's role secrets cannot be used to write a decision
 * that no person approved, short of changing this program. Thread-safe.
 */
public final class DecisionLogSealer implements Sealer {

    private static final String RULE = "decision-log-seal";

    private final OpenKeyRing keys;
    private final VerificationContext context;

    /** A sealer with the table of the documents. */
    public DecisionLogSealer(OpenKeyRing keys, PersonKeys persons) {
        this(VerificationContext.strict(keys, persons));
    }

    /**
     * A sealer.
     *
     * @param context what each line must pass; strict, with persons' keys, and its witnesses are
     *     not asked, since nothing of the line is on the disk yet
     */
    public DecisionLogSealer(VerificationContext context) {
        if (!context.strict() || context.persons().isEmpty()) {
            throw new IllegalArgumentException("a sealer is strict and knows the persons' keys");
        }
        this.keys = context.keys();
        this.context = context.withWitnesses(List.of());
    }

    @Override
    public Sealing sealLine(
            JsonObject entry,
            List<String> roles,
            LogName log,
            long index,
            Digest previous,
            Instant at) {
        try {
            JsonObject line = sign(entry, roles, log, index, previous, at);
            List<Finding> findings = objections(line, log, index, previous);
            return findings.isEmpty() ? new Sealing.Sealed(line) : new Sealing.Impossible(findings);
        } catch (KeyFaultException e) {
            return impossible(e);
        } catch (IllegalArgumentException e) {
            return new Sealing.Impossible(
                    List.of(
                            Finding.of(
                                    RULE,
                                    "not-signable",
                                    log + ".jsonl",
                                    "an entry of the signed profile",
                                    String.valueOf(e.getMessage()),
                                    "this is a fault of the program that made the entry")));
        }
    }

    private JsonObject sign(
            JsonObject draft,
            List<String> roles,
            LogName log,
            long index,
            Digest previous,
            Instant at) {
        JsonObject entry = draft.without("signatures", "signature", "log");
        JsonObject.Builder signatures = JsonObject.builder();
        for (String role : roles) {
            HmacKey key = keys.signingHmac(KeyPurpose.ofSignatureName(role), at);
            signatures.put(
                    role, RoleSignature.sign(key, DecisionLine.roleBytes(entry, role)).text());
        }
        JsonObject place =
                JsonObject.builder()
                        .put("name", log.value())
                        .put("index", index)
                        .put("prev", previous.value())
                        .build();
        JsonObject unsigned = entry.with("signatures", signatures.build()).with("log", place);
        HmacKey outer = keys.signingHmac(KeyPurpose.OUTER, at);
        return unsigned.with(
                "signature",
                JsonObject.builder()
                        .put("algorithm", "HMAC-SHA256")
                        .put("key_id", outer.id().value())
                        .put(
                                "value",
                                Base64Text.encodeStandard(
                                        outer.sign(DecisionLine.outerBytes(unsigned))))
                        .build());
    }

    /** What the strict verifier has against the line as the next of that log. */
    private List<Finding> objections(JsonObject line, LogName log, long index, Digest previous) {
        List<Finding> findings = new ArrayList<>();
        LineFindings.FindingSink sink =
                new LineFindings.FindingSink() {
                    @Override
                    public void fault(LogFault fault) {
                        findings.add(fault.finding());
                    }

                    @Override
                    public void unchecked(Unchecked.Check check, String reason, long at) {
                        // only files and journal, which follow: keys were just used
                    }

                    @Override
                    public void revokedSince(KeyId key, long at) {
                        findings.add(
                                Finding.of(
                                        RULE,
                                        "key-revoked",
                                        "key " + key,
                                        "a key that was not revoked",
                                        "revoked",
                                        "approve again with a key that counts"));
                    }
                };
        ChainState before = new ChainState(index - 1, Optional.of(previous), 0, Optional.empty());
        new LineVerifier(context, log, accepted -> {})
                .line(before, new LineReading.Line(index, 0, CanonicalJson.bytes(line)), sink);
        return findings;
    }

    /**
     * Adds {@code signature} {algorithm, key_id, value}: Ed25519 over {@code gatehouse/permit/v1},
     * LF and the canonical permit without {@code signature}.
     */
    @Override
    public Sealing signPermit(JsonObject permit, Instant at) {
        try {
            JsonObject unsigned = permit.without("signature");
            return new Sealing.Sealed(
                    unsigned.with(
                            "signature",
                            JsonObject.builder()
                                    .put("algorithm", "Ed25519")
                                    .put("key_id", keys.engineKeyId(at).value())
                                    .put(
                                            "value",
                                            DomainSignature.sign(
                                                    keys.engineSigner(at),
                                                    SignatureDomain.PERMIT,
                                                    unsigned))
                                    .build()));
        } catch (KeyFaultException e) {
            return impossible(e);
        }
    }

    private static Sealing impossible(KeyFaultException e) {
        return new Sealing.Impossible(
                List.of(
                        Finding.of(
                                RULE,
                                "key-"
                                        + e.fault()
                                                .kind()
                                                .name()
                                                .toLowerCase(Locale.ROOT)
                                                .replace('_', '-'),
                                "key " + e.fault().subject(),
                                "a usable key",
                                e.fault().message(),
                                "mend the key ring or where its secrets are")));
    }
}

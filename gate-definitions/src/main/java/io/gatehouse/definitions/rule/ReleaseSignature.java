package io.gatehouse.definitions.rule;

import io.gatehouse.audit.json.JsonFaultException;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.audit.json.Timestamps;
import io.gatehouse.audit.key.DomainSignature;
import io.gatehouse.audit.key.Ed25519PublicKey;
import io.gatehouse.audit.key.SignatureDomain;
import io.gatehouse.core.command.Statement;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.evidence.EvidenceItem;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.state.Person;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The signature of a release: a person of role {@code release} signed (Ed25519, RFC 8032) the very
 * archive of a bundle, as {@code gatehouse bundle sign} writes it beside the archive.
 *
 * <p>Judged here from the persons that were adopted, and not by what a report says of it, so that
 * whoever looks at the decision again sees the same.
 */
final class ReleaseSignature {

    private static final int MAX_BYTES = 16 * 1024;
    private static final String SCHEMA = "gatehouse.bundle-release/1";
    private static final Set<String> MEMBERS = Set.of("statement", "signature");
    private static final Set<String> STATED =
            Set.of("schema", "bundle", "sha384", "size", "person", "key", "at");

    private ReleaseSignature() {}

    /** Whether it releases that archive; a finding where not. */
    static void judge(Inspection inspection, Observation file, EvidenceItem archive) {
        String path = file.item().path();
        Optional<JsonObject> document = read(file.content().orElseThrow().bytes());
        JsonObject statement =
                document.flatMap(d -> d.object("statement")).orElse(JsonObject.EMPTY);
        if (document.isEmpty() || !isOf(statement, archive)) {
            inspection.fail(
                    "release-other",
                    path,
                    "a release of " + archive.digests().sha384() + ", " + archive.path(),
                    Shown.value(statement.find("sha384")),
                    "fetch archive and signature file again, both from where it was released");
            return;
        }
        Optional<Ed25519PublicKey> key = key(inspection, statement);
        if (key.isEmpty()) {
            inspection.fail(
                    "release-untrusted",
                    path,
                    "a person of role release whose adopted key was in force and is not revoked",
                    Shown.value(statement.find("person")) + ", " + time(statement).orElseThrow(),
                    "have it released by a person whom this installation has adopted for that");
            return;
        }
        String signature = document.get().text("signature").orElse("");
        if (!DomainSignature.verify(key.get(), SignatureDomain.FILE, statement, signature)) {
            inspection.fail(
                    "release-invalid",
                    path,
                    "the signature of " + Shown.value(statement.find("person")),
                    "another",
                    "use no such bundle; find out who wrote the file");
        }
    }

    private static Optional<JsonObject> read(byte[] bytes) {
        try {
            return Optional.of(bytes)
                    .filter(b -> b.length <= MAX_BYTES)
                    .map(b -> StrictJson.readSigned(b).objectOrThrow())
                    .filter(document -> document.names().equals(MEMBERS));
        } catch (JsonFaultException e) {
            return Optional.empty();
        }
    }

    /**
     * About this archive and nothing else: what is stated besides could say more than was meant.
     */
    private static boolean isOf(JsonObject statement, EvidenceItem archive) {
        return statement.names().equals(STATED)
                && statement.text("schema").filter(SCHEMA::equals).isPresent()
                && statement.text("bundle").filter("core-oem"::equals).isPresent()
                && statement
                        .text("sha384")
                        .filter(archive.digests().sha384().hex()::equals)
                        .isPresent()
                && statement.integer("size").filter(s -> s == archive.size()).isPresent()
                && time(statement).isPresent();
    }

    private static Optional<Instant> time(JsonObject statement) {
        return statement.text("at").flatMap(Timestamps::parse);
    }

    private static Optional<Ed25519PublicKey> key(Inspection inspection, JsonObject statement) {
        Instant now = inspection.context().asOf();
        Instant at = time(statement).orElseThrow();
        try {
            PersonId id = new PersonId(statement.text("person").orElse(""));
            KeyId key = new KeyId(statement.text("key").orElse(""));
            return inspection
                    .context()
                    .installation()
                    .governance()
                    .person(id)
                    .filter(p -> !at.isAfter(now.plus(Statement.SKEW)))
                    .filter(p -> p.has(Role.RELEASE))
                    .filter(p -> p.keyCounts(key, at, now))
                    .flatMap(p -> publicKey(p, key));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // names that no person or key can have
        }
    }

    private static Optional<Ed25519PublicKey> publicKey(Person person, KeyId key) {
        try {
            return person.key(key).map(k -> new Ed25519PublicKey(k.publicKey()));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // no point of the curve: such a key verifies nothing
        }
    }
}

package io.gatehouse.embedded.oem;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.audit.json.Timestamps;
import io.gatehouse.audit.key.Argon2Cost;
import io.gatehouse.audit.key.FileApproval;
import io.gatehouse.audit.key.FileApprovals;
import io.gatehouse.audit.key.PersonCredential;
import io.gatehouse.audit.key.PersonKeys;
import io.gatehouse.audit.key.PersonSigner;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.state.GovernanceState;
import io.gatehouse.core.state.Person;
import io.gatehouse.core.state.PersonKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LicenceApprovalsTest {

    private static final byte[] REQUEST = "a request".getBytes(StandardCharsets.UTF_8);

    @TempDir private Path home;

    private final SortedMap<PersonId, Person> people = new TreeMap<>();
    private String installation = "bot-1";
    private Instant now = KeysBench.NOW;
    private LicenceApprovals approvals;

    @BeforeEach
    void open() {
        approvals = new LicenceApprovals(Workspace.at(home), this::governance, () -> now);
    }

    private GovernanceState governance() {
        GovernanceState none = GovernanceState.NEW;
        return new GovernanceState(
                Optional.of(new InstallationId(installation)),
                none.device(),
                none.engineKey(),
                people,
                none.gates(),
                none.definitions(),
                none.commands(),
                none.keys(),
                none.adoption(),
                none.pending());
    }

    private PersonSigner person(String name, Role role) throws Exception {
        char[] passphrase = "correct horse".toCharArray();
        PersonCredential credential =
                PersonCredential.create(
                        new PersonId(name),
                        new KeyId(name + "-1"),
                        passphrase,
                        new SecureRandom(),
                        Argon2Cost.FLOOR);
        enter(name, role, credential.publicKey().text(), Optional.empty(), false);
        return credential.open(passphrase);
    }

    private void enter(
            String name, Role role, String key, Optional<Instant> revokedAt, boolean revoked) {
        PersonKey held =
                new PersonKey(
                        new KeyId(name + "-1"),
                        key,
                        KeysBench.day(-10),
                        KeysBench.day(10),
                        revokedAt);
        people.put(
                new PersonId(name),
                new Person(
                        new PersonId(name),
                        name,
                        new TreeSet<>(List.of(role)),
                        List.of(held),
                        revoked));
    }

    @Test
    void shouldKnowWhoApprovedARequest() throws Exception {
        try (PersonSigner carl = person("carl", Role.COMPLIANCE);
                PersonSigner olga = person("olga", Role.OWNER)) {
            approvals.approve(REQUEST, carl);
            approvals.approve(REQUEST, olga);
            approvals.approve(REQUEST, olga);
        }

        assertThat(approvals.of(REQUEST)).containsExactly("carl", "olga");
        assertThat(approvals.of("another request".getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void shouldNotCountWhoMayNotApprove() throws Exception {
        try (PersonSigner otto = person("otto", Role.OPERATOR)) {
            approvals.approve(REQUEST, otto);
        }
        assertThat(approvals.of(REQUEST)).isEmpty();
    }

    @Test
    void shouldNotCountARevokedPersonOrKeyOrOneNotInForce() throws Exception {
        String key;
        try (PersonSigner carl = person("carl", Role.COMPLIANCE)) {
            approvals.approve(REQUEST, carl);
            key = carl.publicKey().text();
        }
        assertThat(approvals.of(REQUEST)).containsExactly("carl");

        enter("carl", Role.COMPLIANCE, key, Optional.empty(), true);
        assertThat(approvals.of(REQUEST)).isEmpty();
        enter("carl", Role.COMPLIANCE, key, Optional.of(KeysBench.day(0)), false);
        assertThat(approvals.of(REQUEST)).isEmpty();
        people.clear();
        assertThat(approvals.of(REQUEST)).isEmpty();
    }

    @Test
    void shouldNotCountWhatWasSignedElsewhereOrInTheFuture() throws Exception {
        try (PersonSigner carl = person("carl", Role.COMPLIANCE)) {
            now = KeysBench.day(5);
            approvals.approve(REQUEST, carl);
        }
        now = KeysBench.day(4);
        assertThat(approvals.of(REQUEST)).isEmpty();
        now = KeysBench.day(6);
        assertThat(approvals.of(REQUEST)).containsExactly("carl");
        installation = "bot-2";
        assertThat(approvals.of(REQUEST)).isEmpty();
    }

    @Test
    void shouldNotCountAnApprovalThatWasChanged() throws Exception {
        Path file;
        try (PersonSigner carl = person("carl", Role.COMPLIANCE);
                PersonSigner olga = person("olga", Role.OWNER)) {
            assertThat(olga.person().value()).isEqualTo("olga");
            file = approvals.approve(REQUEST, carl);
        }
        String text = Files.readString(file);
        for (String changed :
                List.of(
                        text.replace("carl", "olga"),
                        text.replace("bot-1", "bot-2"),
                        text.replace("T12:", "T11:"),
                        text.replace("\"signature\":\"", "\"signature\":\"A"),
                        "{}",
                        "",
                        text + "x")) {
            Files.writeString(file, changed);
            assertThat(approvals.of(REQUEST)).as(changed).isEmpty();
        }
    }

    /** The same person, the same bytes, the same key: and yet another thing was agreed to. */
    @Test
    void shouldCountNoApprovalOfAFileAsOneOfALicenceNorTheOtherWayRound() throws Exception {
        Digest digest = Digest.sha384(REQUEST);
        InstallationId here = new InstallationId(installation);
        Path file;
        List<FileApproval> ofFiles = new ArrayList<>();
        try (PersonSigner carl = person("carl", Role.COMPLIANCE)) {
            file = approvals.approve(REQUEST, carl);
            for (String purpose : List.of("risk-limits", "licence-approval")) {
                ofFiles.add(FileApproval.sign(carl, here, purpose, digest, now));
            }
        }
        JsonObject genuine = StrictJson.readSigned(Files.readAllBytes(file)).objectOrThrow();

        // a signature under limits, put in the place of one under a licence
        for (FileApproval approval : ofFiles) {
            JsonObject statement =
                    JsonObject.builder()
                            .put("installation", installation)
                            .put("person", "carl")
                            .put("key", approval.key().value())
                            .put("purpose", approval.purpose())
                            .put("file_sha384", digest.value())
                            .put("at", Timestamps.format(approval.at()))
                            .build();
            for (JsonObject said :
                    List.of(statement, genuine.object("statement").orElse(JsonObject.EMPTY))) {
                Files.write(
                        file,
                        CanonicalJson.bytes(
                                JsonObject.builder()
                                        .put("statement", said)
                                        .put("signature", approval.signature())
                                        .build()));
                assertThat(approvals.of(REQUEST)).as(approval.purpose()).isEmpty();
            }
        }
        // and the signature under the licence, put in the place of one under limits
        FileApprovals forged =
                new FileApprovals(
                        List.of(
                                new FileApproval(
                                        new PersonId("carl"),
                                        new KeyId("carl-1"),
                                        "risk-limits",
                                        digest,
                                        now,
                                        genuine.requireText("signature"))));
        PersonKeys keys = PersonKeys.ofPersons(people.values());
        assertThat(forged.valid(here, "risk-limits", digest, keys, now)).isEmpty();
        assertThat(new FileApprovals(ofFiles).valid(here, "risk-limits", digest, keys, now))
                .containsExactly(new PersonId("carl"));
        Files.write(file, CanonicalJson.bytes(genuine));
        assertThat(approvals.of(REQUEST)).containsExactly("carl");
    }

    @Test
    void shouldCountNoMutatedApproval() throws Exception {
        long seed = Long.getLong("gatehouse.seed", 20_261_122L);
        int tries = Boolean.getBoolean("gatehouse.campaign") ? 50_000 : 1_500;
        Random random = new Random(seed);
        Path file;
        try (PersonSigner carl = person("carl", Role.COMPLIANCE)) {
            file = approvals.approve(REQUEST, carl);
        }
        byte[] genuine = Files.readAllBytes(file);
        int refused = 0;
        for (int i = 0; i < tries; i++) {
            byte[] bytes = genuine.clone();
            int at = random.nextInt(bytes.length);
            bytes[at] ^= (byte) (1 + random.nextInt(255));
            Files.write(file, bytes);
            boolean counts = !approvals.of(REQUEST).isEmpty();
            assertThat(counts).as("seed %d, try %d, byte %d", seed, i, at).isFalse();
            refused++;
        }
        assertThat(refused).isEqualTo(tries);
        Files.write(file, genuine);
        assertThat(approvals.of(REQUEST)).containsExactly("carl");
    }
}

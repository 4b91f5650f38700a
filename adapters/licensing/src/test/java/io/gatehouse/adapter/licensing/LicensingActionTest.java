package io.gatehouse.adapter.licensing;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.licensing.licence.Licence;
import io.gatehouse.adapter.licensing.licence.LicenceStore;
import io.gatehouse.adapter.licensing.licence.RegistryChain;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.GateAction.Outcome;
import io.gatehouse.core.port.GateAction.Request;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LicensingActionTest {

    @TempDir Path root;

    private final Bench.SetClock clock = new Bench.SetClock();

    @BeforeEach
    void fill() throws Exception {
        LicensingContractTest.fill(root);
    }

    private Outcome run(Set<String> signers) {
        return LicensingContractTest.action(signers, clock)
                .run(
                        new Request(
                                "key",
                                new PromotionId("p-1"),
                                "step",
                                1,
                                LicensingContractTest.with("paper.yaml"),
                                root,
                                Duration.ofMinutes(1),
                                new TreeMap<>()));
    }

    private static List<String> codes(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        return ((Outcome.Failed) outcome).findings().stream().map(f -> f.code()).toList();
    }

    @Test
    void shouldRegisterTheLicenceAndSayWhatItWasIssuedBeside() throws Exception {
        Outcome outcome = run(Set.of("ewa"));
        assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);
        JsonObject facts = ((Outcome.Succeeded) outcome).facts();
        byte[] file = Files.readAllBytes(root.resolve(facts.requireText("licence")));
        Licence licence = Bench.accepted(Licence.read("l", file, Bench.LICENCE_KEYS));

        assertThat(facts.requireText("license_id")).isEqualTo(licence.id());
        assertThat(facts.requireText("licence_sha384")).isEqualTo(Digest.sha384(file).value());
        assertThat(facts.requireText("config_sha384"))
                .isEqualTo(
                        Digest.sha384(Files.readAllBytes(root.resolve("config/core.yaml")))
                                .value());
        assertThat(facts.flag("compliance_confirmed")).contains(false);
        LicenceStore.View view =
                Bench.accepted(
                        new LicenceStore(
                                        root.resolve("var/licenses"),
                                        Bench.LICENCE_KEYS,
                                        Bench.FINGERPRINT_KEYS)
                                .verify(RegistryChain.Head.NONE));
        assertThat(view.lines().find(licence.id())).isPresent();
        assertThat(facts.requireText("registry_sha384")).isEqualTo(view.digest().value());
    }

    @Test
    void shouldFindTheLicenceOfARunThatWasLost() {
        JsonObject first = ((Outcome.Succeeded) run(Set.of("ewa"))).facts();
        clock.time = clock.time.plus(Duration.ofDays(1));

        assertThat(((Outcome.Succeeded) run(Set.of("ewa"))).facts()).isEqualTo(first);
    }

    @Test
    void shouldIssueNothingWithoutASecondPerson() {
        assertThat(codes(run(Set.of("jan")))).containsExactly("not-approved");
        assertThat(root.resolve("var/licenses/registry.jsonl")).doesNotExist();
        assertThat(root.resolve("var/licenses/issued")).doesNotExist();
    }

    @Test
    void shouldNotSignWithAKeyThatIsDue() {
        clock.time = clock.time.plus(Duration.ofDays(90));
        assertThat(codes(run(Set.of("ewa")))).containsExactly("key-due");
    }

    @Test
    void shouldNotWriteThroughAPlantedLink(@TempDir Path outside) throws Exception {
        Files.createSymbolicLink(root.resolve("var"), outside);

        assertThat(codes(run(Set.of("ewa")))).containsExactly("unreadable");
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void shouldReadNoRequestThroughALink(@TempDir Path outside) throws Exception {
        Path request = root.resolve("requests/paper.yaml");
        Files.move(request, outside.resolve("paper.yaml"));
        Files.createSymbolicLink(request, outside.resolve("paper.yaml"));

        assertThat(codes(run(Set.of("ewa")))).containsExactly("unreadable");
    }
}

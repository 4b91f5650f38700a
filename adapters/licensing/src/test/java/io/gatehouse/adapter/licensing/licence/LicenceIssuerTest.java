package io.gatehouse.adapter.licensing.licence;

import static io.gatehouse.adapter.licensing.Bench.FINGERPRINT_KEYS;
import static io.gatehouse.adapter.licensing.Bench.LICENCE_KEY;
import static io.gatehouse.adapter.licensing.Bench.NOW;
import static io.gatehouse.adapter.licensing.Bench.accepted;
import static io.gatehouse.adapter.licensing.Bench.codes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.adapter.licensing.Bench;
import io.gatehouse.adapter.licensing.Judged;
import io.gatehouse.adapter.licensing.ToolKey;
import io.gatehouse.adapter.licensing.ToolKeys;
import io.gatehouse.adapter.licensing.fingerprint.Component;
import io.gatehouse.adapter.licensing.fingerprint.HardwareReading;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LicenceIssuerTest {

    private final LicenceRequest request = Bench.request("paper", "2026-01-20");

    private Judged<Licence> issue(LicenceRequest asked, Signers signers) {
        return new LicenceIssuer(FINGERPRINT_KEYS, signers).issue(asked, LICENCE_KEY, NOW);
    }

    private static LicenceRequest on(HardwareReading machine, String mode) {
        return new LicenceRequest(
                "jan",
                Optional.empty(),
                "paper",
                mode,
                "security",
                "1",
                30,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Bench.document(machine).json());
    }

    @Test
    void shouldIssueWhatASecondPersonApproved() {
        Licence licence =
                accepted(
                        issue(
                                request,
                                bytes ->
                                        Arrays.equals(bytes, request.bytes())
                                                ? Set.of("ewa", "jan")
                                                : Set.of()));

        assertThat(licence.id()).isEqualTo(request.licenceId());
        assertThat(licence.features()).containsExactly("daemon", "ui");
        assertThat(licence.seats()).contains(2L);
        assertThat(licence.expires()).isEqualTo(NOW.plus(Duration.ofDays(365)));
        assertThat(new String(licence.fileBytes(), StandardCharsets.UTF_8)).contains("zażółć");
    }

    @Test
    void shouldNotTakeTheRequesterForASecondPerson() {
        for (Set<String> signers : List.<Set<String>>of(Set.of(), Set.of("jan"))) {
            Judged<Licence> judged = issue(request, bytes -> signers);
            assertThat(codes(judged)).containsExactly("not-approved");
            assertThat(judged.findings().get(0).pending()).isTrue();
        }
        // what was approved is these bytes: a request that was changed since is another
        LicenceRequest changed = Bench.request("live", "2026-01-20");
        assertThat(
                        codes(
                                issue(
                                        changed,
                                        bytes ->
                                                Arrays.equals(bytes, request.bytes())
                                                        ? Set.of("ewa")
                                                        : Set.of())))
                .containsExactly("not-approved");
    }

    @Test
    void shouldJudgeTheDevice() {
        Map<Component, List<String>> parts = Bench.parts("1", "3c:fd:fe:00:00:01");
        parts.remove(Component.DONGLE);
        HardwareReading without = HardwareReading.of(parts);
        assertThat(codes(issue(on(without, "usb"), bytes -> Set.of("ewa"))))
                .containsExactly("policy");
        accepted(issue(on(without, "qr"), bytes -> Set.of("ewa")));
        parts.put(Component.CPU, List.of("VIA Nano"));
        assertThat(codes(issue(on(HardwareReading.of(parts), "qr"), bytes -> Set.of("ewa"))))
                .containsExactly("policy");
        assertThat(
                        codes(
                                new LicenceIssuer(ToolKeys.NONE, bytes -> Set.of("ewa"))
                                        .issue(request, LICENCE_KEY, NOW)))
                .containsExactly("key-unknown");
    }

    @Test
    void shouldRefuseAShortKey() {
        assertThatThrownBy(() -> Bench.key("k", "x".repeat(31)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("xxx");
        assertThat(Bench.key("k", "x".repeat(32)).toString()).isEqualTo("ToolKey[k]");
    }

    @Test
    void shouldChooseTheKeyRotatedLongestAgoThatIsNotDue() {
        ToolKeys keys =
                new ToolKeys(
                        Set.of(
                                Bench.key("a-old", "A".repeat(40)),
                                Bench.key("b-fresh", "B".repeat(40)),
                                Bench.key("c-mid", "C".repeat(40)),
                                Bench.key("never", "N".repeat(40))));
        Instant now = Instant.parse("2026-01-15T12:00:00Z");
        KeySchedule schedule =
                accepted(KeySchedule.read("r", Bench.interop("license/rotation_select.json")));
        byte[] before = schedule.fileBytes();

        Judged<ToolKey> chosen =
                schedule.select(keys, KeySchedule.LICENCES, now, KeySchedule.INTERVAL);

        // the existing tool takes b-fresh, and writes its date anew
        assertThat(accepted(chosen).id()).isEqualTo("c-mid");
        assertThat(schedule.fileBytes()).isEqualTo(before);
        ToolKeys due =
                new ToolKeys(
                        Set.of(
                                Bench.key("a-old", "A".repeat(40)),
                                Bench.key("never", "N".repeat(40))));
        assertThat(codes(schedule.select(due, KeySchedule.LICENCES, now, KeySchedule.INTERVAL)))
                .containsExactly("key-due");
        assertThat(
                        accepted(
                                        schedule.rotated("Never", KeySchedule.LICENCES, now)
                                                .select(
                                                        due,
                                                        KeySchedule.LICENCES,
                                                        now,
                                                        KeySchedule.INTERVAL))
                                .id())
                .isEqualTo("never");
        assertThat(
                        codes(
                                KeySchedule.read(
                                        "r",
                                        "{\"a::b\":\"soon\"}".getBytes(StandardCharsets.UTF_8))))
                .containsExactly("malformed");
    }

    @Test
    void shouldRefuseTheDevicesThatTheExistingToolRefuses() {
        ToolKeys keys = Bench.interopKeys("fp-1");
        for (List<String> row :
                List.of(
                        List.of("fingerprint_poor.json", "policy"),
                        List.of("fingerprint_oem_legacy.json", "inconsistent"),
                        // this one it takes, when it is given no key for fingerprints
                        List.of("fingerprint_tampered.json", "code-differs"))) {
            for (String mode : List.of("usb", "qr")) {
                LicenceRequest asked =
                        new LicenceRequest(
                                "jan",
                                Optional.empty(),
                                "paper",
                                mode,
                                "security",
                                "1",
                                30,
                                List.of(),
                                Optional.empty(),
                                Optional.empty(),
                                Bench.json(Bench.interop("license/" + row.get(0))));
                assertThat(
                                codes(
                                        new LicenceIssuer(keys, bytes -> Set.of("ewa"))
                                                .issue(asked, LICENCE_KEY, NOW)))
                        .as("%s", row)
                        .containsExactly(row.get(1));
            }
        }
    }
}

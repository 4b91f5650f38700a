package io.gatehouse.adapter.licensing.fingerprint;

import static io.gatehouse.adapter.licensing.Bench.FINGERPRINT_KEY;
import static io.gatehouse.adapter.licensing.Bench.FINGERPRINT_KEYS;
import static io.gatehouse.adapter.licensing.Bench.MACHINE;
import static io.gatehouse.adapter.licensing.Bench.NOW;
import static io.gatehouse.adapter.licensing.Bench.accepted;
import static io.gatehouse.adapter.licensing.Bench.codes;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.licensing.Bench;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StableFingerprintTest {

    /** What OSHI would say, fixed. */
    private static final OshiSource OSHI =
            new OshiSource() {
                @Override
                public Optional<String> cpu() {
                    return Optional.of("Intel(R) Xeon(R) Silver 4210R");
                }

                @Override
                public List<String> boards() {
                    return List.of("unknown");
                }
            };

    private static StableFingerprint enrol(HardwareReading reading) {
        return accepted(StableFingerprint.enrol(reading, NOW, FINGERPRINT_KEY));
    }

    @Test
    void shouldStayTheSameAThousandTimes() {
        List<String> macs =
                new ArrayList<>(List.of("3c:fd:fe:00:00:01", "3C-FD-FE-00-00-02", "3cfdfe000003"));
        Set<String> devices = new HashSet<>();
        StableFingerprint enrolled = enrol(Bench.machine("1", macs.toArray(String[]::new)));
        Random random = new Random(5);
        for (int i = 0; i < 1_000; i++) {
            Collections.shuffle(macs, random);
            HardwareReading reading = Bench.machine("1", macs.toArray(String[]::new));
            devices.add(enrol(reading).device());
            assertThat(enrolled.drift(reading, FINGERPRINT_KEY).verdict())
                    .isEqualTo(Drift.Verdict.MATCH);
        }
        assertThat(devices).containsExactly(enrolled.device());
    }

    @Test
    void shouldHoldNoValueOfAPart() {
        String text =
                new String(enrol(MACHINE).fileBytes(), StandardCharsets.UTF_8)
                        .toLowerCase(Locale.ROOT);
        MACHINE.values()
                .forEach(
                        (component, raws) ->
                                raws.forEach(
                                        raw ->
                                                assertThat(text)
                                                        .doesNotContain(component.normalize(raw))
                                                        .doesNotContain(
                                                                HardwareDocument.digest(
                                                                        component.normalize(
                                                                                raw)))));
        assertThat(MACHINE.toString()).doesNotContain("WD-SER");
    }

    @Test
    void shouldJudgeEverySetOfLostPartsByItsWeight() {
        StableFingerprint enrolled = enrol(MACHINE);
        int whole = 0;
        for (Component component : Component.values()) {
            whole += component.weight();
        }
        int degraded = 0;
        for (int set = 0; set < 1 << Component.values().length; set++) {
            Map<Component, List<String>> parts = Bench.parts("1", "3c:fd:fe:00:00:01");
            int lost = 0;
            int bits = set;
            for (Component component : Component.values()) {
                boolean gone = (bits & 1) == 1;
                bits >>= 1;
                if (gone) {
                    parts.remove(component);
                    lost += component.weight();
                }
            }
            Drift.Verdict expected =
                    lost == 0
                            ? Drift.Verdict.MATCH
                            : (whole - lost) * 100 >= whole * 60
                                    ? Drift.Verdict.DEGRADED
                                    : Drift.Verdict.REBIND_REQUIRED;
            degraded += expected == Drift.Verdict.DEGRADED ? 1 : 0;
            assertThat(enrolled.drift(HardwareReading.of(parts), FINGERPRINT_KEY).verdict())
                    .isEqualTo(expected);
        }
        assertThat(degraded).isBetween(6, 40);
        assertThat(enrolled.drift(Bench.OTHER, FINGERPRINT_KEY).verdict())
                .isEqualTo(Drift.Verdict.REBIND_REQUIRED);
    }

    @Test
    void shouldReadBackOnlyWhatWasSigned() {
        StableFingerprint enrolled = enrol(MACHINE);
        assertThat(
                        accepted(
                                        StableFingerprint.read(
                                                "s", enrolled.fileBytes(), FINGERPRINT_KEYS))
                                .device())
                .isEqualTo(enrolled.device());
        JsonObject payload = enrolled.json().object("payload").orElseThrow();
        for (JsonObject wrong :
                List.of(
                        payload.with("device", "GH-0"),
                        payload.with("schema", "gatehouse.fingerprint/2"),
                        payload.with("tpm", "perhaps"),
                        payload.with("components", JsonObject.of("cpu", List.of("x"))))) {
            assertThat(
                            codes(
                                    StableFingerprint.read(
                                            "s",
                                            CanonicalJson.bytes(FINGERPRINT_KEY.seal(wrong)),
                                            FINGERPRINT_KEYS)))
                    .containsExactly("inconsistent");
        }
    }

    @Test
    void shouldRefuseIdentitiesThatManyMachinesShare() {
        for (String fake :
                List.of(
                        "unknown",
                        " To be filled by O.E.M. ",
                        "Default string",
                        "None",
                        "",
                        "03000200-0400-0500-0006-000700080009",
                        "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF",
                        "00000000-0000-0000-0000-000000000000",
                        "0123456789",
                        "........")) {
            assertThat(FakeIds.isFake(Component.BOARD, fake)).as(fake).isTrue();
        }
        for (String mac :
                List.of(
                        "00:00:00:00:00:00",
                        "ff:ff:ff:ff:ff:ff",
                        "02:42:ac:11:00:02",
                        "52:54:00:12:34:56",
                        "00:50:56:01:02:03",
                        "08:00:27:01:02:03",
                        "3c:fd")) {
            assertThat(FakeIds.isFake(Component.MAC, mac)).as(mac).isTrue();
        }
        assertThat(FakeIds.isFake(Component.BOARD, "4C4C4544-0042-3510-8051-B4C04F4E3732"))
                .isFalse();
        assertThat(FakeIds.isFake(Component.MAC, "3c:fd:fe:9a:10:01")).isFalse();
        HardwareReading weak =
                HardwareReading.of(
                        Map.of(
                                Component.CPU, List.of("Intel"),
                                Component.BOARD, List.of("Default string"),
                                Component.MAC, List.of("52:54:00:12:34:56")));
        assertThat(weak.values()).containsOnlyKeys(Component.CPU);
        assertThat(codes(StableFingerprint.enrol(weak, NOW, FINGERPRINT_KEY)))
                .containsExactly("weak-hardware");
    }

    private static void put(Path root, String file, String text) throws IOException {
        Path at = root.resolve(file);
        Files.createDirectories(at.getParent());
        Files.writeString(at, text + "\n");
    }

    private static void card(Path sys, String name, String place, String mac, String assigned)
            throws IOException {
        put(sys, "devices/" + place + "/net/" + name + "/address", mac);
        put(sys, "devices/" + place + "/net/" + name + "/addr_assign_type", assigned);
        if (!place.startsWith("virtual")) {
            put(sys, "devices/" + place + "/net/" + name + "/device/vendor", "0x8086");
        }
        Files.createDirectories(sys.resolve("class/net"));
        Files.createSymbolicLink(
                sys.resolve("class/net/" + name), sys.resolve("devices/" + place + "/net/" + name));
    }

    @Test
    void shouldReadSysfsWithoutWhatSoftwareMakes(@TempDir Path sys) throws IOException {
        card(sys, "eno1", "pci0/0000:01", "3c:fd:fe:00:00:01", "0");
        card(sys, "wlp2s0", "pci0/0000:02", "3c:fd:fe:00:00:02", "1"); // randomised
        card(sys, "docker0", "virtual/d", "3c:fd:fe:00:00:03", "0");
        card(sys, "tun0", "pci0/0000:03", "3c:fd:fe:00:00:04", "0");
        card(sys, "br7", "virtual/b", "3c:fd:fe:00:00:05", "0");
        put(sys, "class/dmi/id/product_uuid", "4C4C4544-0042-3510-8051-B4C04F4E3732");
        put(sys, "class/dmi/id/board_serial", "To be filled by O.E.M.");
        put(sys, "block/nvme0n1/device/serial", "S5GXNX0T");
        put(sys, "block/nvme0n1/removable", "0");
        put(sys, "block/sda/device/serial", "STICK");
        put(sys, "block/sda/removable", "1");
        put(sys, "block/loop0/device/serial", "LOOP");
        put(sys, "class/tpm/tpm0/tpm_version_major", "2");
        put(sys, "dongle.txt", "DONGLE-7");
        SystemHardware hardware =
                new SystemHardware(sys, OSHI, Optional.of(sys.resolve("dongle.txt")));

        HardwareReading reading = hardware.read();

        assertThat(reading.of(Component.MAC)).containsExactly("3c:fd:fe:00:00:01");
        assertThat(reading.of(Component.DISK)).containsExactly("S5GXNX0T");
        assertThat(reading.of(Component.BOARD))
                .containsExactly("4C4C4544-0042-3510-8051-B4C04F4E3732");
        assertThat(reading.of(Component.DONGLE)).containsExactly("DONGLE-7");
        assertThat(reading.of(Component.TPM)).isEmpty();
        assertThat(reading.tpmPresent()).isTrue();

        // another kernel and host name, a container started, a VPN up
        put(sys, "proc/version", "Linux 7.0");
        put(sys, "kernel/hostname", "another");
        card(sys, "veth12", "virtual/v", "3c:fd:fe:00:00:06", "0");
        card(sys, "wg0", "virtual/w", "3c:fd:fe:00:00:07", "0");
        assertThat(enrol(hardware.read()).device()).isEqualTo(enrol(reading).device());
    }

    @Test
    void shouldReadThisMachineWithoutAnError() {
        HardwareReading reading =
                new SystemHardware(Path.of("/sys"), new OshiSource(), Optional.empty()).read();

        assertThat(reading.values().keySet()).isSubsetOf(EnumSet.allOf(Component.class));
        assertThat(reading.of(Component.DONGLE)).isEmpty();
        assertThat(reading)
                .isEqualTo(
                        new SystemHardware(Path.of("/sys"), new OshiSource(), Optional.empty())
                                .read());
        assertThat(Bench.fixed(reading).read()).isSameAs(reading);
    }
}

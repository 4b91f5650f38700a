package io.gatehouse.adapter.licensing.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.licensing.Area;
import io.gatehouse.adapter.licensing.Judged;
import io.gatehouse.core.rule.Finding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeviceProofTest {

    private static final List<String> ID = List.of("3c:fd:fe:00:00:01");

    private int asked;

    private Judged<DeviceProof> judge(Map<Component, List<String>> parts, String code) {
        return DeviceProof.judge(
                HardwareReading.of(parts),
                () -> {
                    asked++;
                    return Optional.of(code).filter(c -> !c.isEmpty());
                },
                given ->
                        given.equals("123456")
                                ? Judged.accepted(1L)
                                : Judged.refused(
                                        Area.ONE_TIME_CODE.finding("code-wrong", "", "", "", "")));
    }

    @Test
    void shouldAskForNothingWherePartsOrADongleIdentifyTheMachine() {
        assertThat(judge(Map.of(Component.MAC, ID, Component.DISK, ID), "").value())
                .contains(DeviceProof.PARTS);
        assertThat(judge(Map.of(Component.CPU, ID, Component.DONGLE, ID), "").value())
                .contains(DeviceProof.DONGLE);
        assertThat(asked).isZero();
    }

    @Test
    void shouldAskForACodeWhereTooLittleIdentifiesIt() {
        Map<Component, List<String>> weak = Map.of(Component.CPU, ID, Component.MAC, ID);
        assertThat(judge(weak, "123456").value()).contains(DeviceProof.CODE);
        assertThat(judge(weak, "").findings())
                .extracting(Finding::code)
                .containsExactly("code-missing");
        assertThat(judge(weak, "654321").findings())
                .extracting(Finding::code)
                .containsExactly("code-wrong");
        assertThat(asked).isEqualTo(3);
    }
}

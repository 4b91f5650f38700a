package io.gatehouse.adapter.risklabs.portfolio;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.rule.Finding;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileReaderTest {

    private static final PersonId ANNA = new PersonId("anna");
    private static final PersonId PIOTR = new PersonId("piotr");

    private static final String NAMED =
            section("conservative", "0.01", "0.03", "0.07", "2.0", "1.0", "3", "0.05")
                    + section("balanced", "0.015", "0.05", "0.11", "3.0", "1.5", "5", "0.1")
                    + section("aggressive", "0.03", "0.1", "0.19", "5.0", "2.0", "10", "0.2");

    private static final String OWNED =
            "    limit_owner: risk\n    limit_version: '7'\n    limit_rationale: agreed\n";

    private static String section(String name, String... values) {
        StringBuilder text = new StringBuilder("  " + name + ":\n");
        int at = 0;
        for (Limit limit : Limit.values()) {
            text.append("    " + limit.field() + ": " + values[at++] + "\n");
        }
        return text.toString();
    }

    private static String manual(String drawdown) {
        return section("manual", "0.03", "0.1", "0.19", "5.0", "2.0", "10", drawdown) + OWNED;
    }

    private static ProfileReader.File file(String sections) {
        return new ProfileReader.File(
                "core.yaml", ("risk_profiles:\n" + sections).getBytes(StandardCharsets.UTF_8));
    }

    private static ProfileReadings read(String sections, PersonId... signers) {
        return ProfileReader.read(file(sections), Optional.empty(), Set.of(signers));
    }

    private static List<String> codes(ProfileReadings readings) {
        return readings.findings().stream().map(Finding::code).distinct().toList();
    }

    @Test
    void shouldReadTheNamedProfilesOfAConfigurationInUseAndRefuseItsManualOfZeros() {
        ProfileReadings readings =
                ProfileReader.read(
                        new ProfileReader.File(
                                "core.yaml", SharedData.bytes("interop/config/core.yaml")),
                        Optional.empty(),
                        Set.of());
        assertThat(readings.profiles().keySet())
                .containsExactly("aggressive", "balanced", "conservative");
        RiskLimits limits = readings.profiles().get("balanced").limits();
        assertThat(Arrays.stream(Limit.values()).map(limits::number))
                .containsExactly(0.015, 0.05, 0.11, 3.0, 1.5, 5.0, 0.1);
        assertThat(readings.profiles().get("balanced").attested()).isFalse();
        assertThat(limits.get(Limit.DRAWDOWN).version()).startsWith("sha384:");
        assertThat(readings.refused().get("manual"))
                .hasSize(7 + 3)
                .filteredOn(finding -> finding.code().equals("limit-zero"))
                .hasSize(7);
        assertThat(readings.require(List.of("conservative", "manual")).findings()).hasSize(10);
        assertThat(readings.require(RiskProfile.NAMED).accepted().orElseThrow())
                .extracting(RiskProfile::name)
                .containsExactly("conservative", "balanced", "aggressive");
    }

    @ParameterizedTest
    @CsvSource({
        "0, limit-zero",
        "0.00, limit-zero",
        "-0.05, limit-negative",
        ".nan, limit-not-a-number",
        "NaN, limit-not-a-number",
        ".inf, limit-not-a-number",
        "~, limit-not-a-number",
        "'\"0.05\"', limit-not-a-number",
        "5e-2, limit-not-a-number",
        "005, limit-not-a-number",
        "1:30, limit-not-a-number",
        "[0.05], limit-not-a-number",
        "five, limit-not-a-number",
        "1.01, limit-out-of-range",
        "99999999999999999999, limit-not-a-number"
    })
    void shouldRefuseALimitThatIsNone(String value, String code) {
        String faulty =
                NAMED.replace("hard_drawdown_pct: 0.05\n", "hard_drawdown_pct: " + value + "\n");
        assertThat(faulty).isNotEqualTo(NAMED);
        ProfileReadings readings = read(faulty);
        assertThat(readings.profiles()).doesNotContainKey("conservative");
        assertThat(readings.findings())
                .singleElement()
                .satisfies(
                        finding -> {
                            assertThat(finding.code()).isEqualTo(code);
                            assertThat(finding.subject())
                                    .isEqualTo("conservative.hard_drawdown_pct");
                            assertThat(finding.rule().value()).isEqualTo("labs-limits");
                        });
    }

    @Test
    void shouldRefuseAMissingLimitAndACountThatIsNotWhole() {
        assertThat(codes(read(NAMED.replace("    max_leverage: 2.0\n", ""))))
                .containsExactly("limit-missing");
        assertThat(
                        codes(
                                read(
                                        NAMED.replace(
                                                "max_open_positions: 3\n",
                                                "max_open_positions: 3.5\n"))))
                .containsExactly("limit-not-whole");
    }

    @Test
    void shouldRefuseKeysThatStandTwice() {
        assertThat(
                        codes(
                                read(
                                        NAMED.replace(
                                                "    max_leverage: 2.0\n",
                                                "    max_leverage: 2.0\n    max_leverage: 1.0\n"))))
                .containsExactly("key-duplicate");
        assertThat(
                        read(NAMED
                                        + section(
                                                "balanced",
                                                "0.015",
                                                "0.05",
                                                "0.11",
                                                "3.0",
                                                "1.5",
                                                "5",
                                                "0.1"))
                                .refused())
                .containsOnlyKeys("balanced");
        assertThat(read(NAMED + "risk_profiles: {}\n").profiles()).isEmpty();
    }

    @Test
    void shouldRefuseWhatIsNoConfiguration() {
        for (String text :
                List.of("", "[]", "risk_profiles: 3\n", "a: &b 1\n", "risk_profiles: [}")) {
            ProfileReadings readings =
                    ProfileReader.read(
                            new ProfileReader.File("x", text.getBytes(StandardCharsets.UTF_8)),
                            Optional.empty(),
                            Set.of());
            assertThat(codes(readings)).as(text).containsExactly("file-unreadable");
        }
    }

    @Test
    void shouldRefuseNamedProfilesThatAreNotInTheirOrder() {
        ProfileReadings readings =
                read(NAMED.replace("max_daily_loss_pct: 0.01\n", "max_daily_loss_pct: 0.02\n"));
        assertThat(readings.refused()).containsOnlyKeys("conservative");
        assertThat(codes(readings)).containsExactly("profiles-out-of-order");
    }

    @Test
    void shouldAcceptAManualProfileThatIsAsLooseAsTheLoosest() {
        ProfileReadings readings = read(NAMED + manual("0.2"));
        assertThat(readings.findings()).isEmpty();
        RiskProfile manual = readings.profiles().get("manual");
        assertThat(manual.attested()).isTrue();
        assertThat(manual.limits().get(Limit.LEVERAGE).owner()).isEqualTo("risk");
        assertThat(manual.signers()).isEmpty();
    }

    @Test
    void shouldRefuseALooserManualProfileUnlessTwoPersonsSigned() {
        String looser = NAMED + manual("0.200001");
        for (ProfileReadings readings : List.of(read(looser), read(looser, ANNA))) {
            assertThat(readings.profiles()).doesNotContainKey("manual");
            assertThat(readings.refused().get("manual"))
                    .singleElement()
                    .satisfies(
                            finding -> {
                                assertThat(finding.code()).isEqualTo("manual-looser");
                                assertThat(finding.subject()).isEqualTo("manual.hard_drawdown_pct");
                            });
        }
        RiskProfile manual = read(looser, ANNA, PIOTR).profiles().get("manual");
        assertThat(manual.signers()).containsExactly(ANNA, PIOTR);
    }

    @Test
    void shouldFindEachLimitThatIsLooser() {
        String looser = section("manual", "0.04", "0.11", "0.2", "6", "2.5", "11", "0.21") + OWNED;
        assertThat(read(NAMED + looser).refused().get("manual"))
                .hasSize(Limit.values().length)
                .allMatch(finding -> finding.code().equals("manual-looser"));
    }

    @Test
    void shouldRefuseAManualProfileThatNobodyAnswersFor() {
        String unowned = manual("0.2").replace(OWNED, "");
        assertThat(read(NAMED + unowned).refused().get("manual"))
                .hasSize(3)
                .allMatch(finding -> finding.code().equals("limit-unowned"));
        String oneLacks =
                manual("0.2")
                        .replace(
                                "    limit_rationale: agreed\n",
                                "    limit_rationale:\n      max_leverage: agreed\n");
        assertThat(read(NAMED + oneLacks).refused().get("manual")).hasSize(6);
    }

    @Test
    void shouldRefuseAManualProfileWithNothingToCompareItWith() {
        assertThat(codes(read(manual("0.2")))).containsExactly("manual-incomparable");
    }

    @Test
    void shouldTakeManualFromItsOwnFileAndNothingElseFromThere() {
        ProfileReader.File own =
                file(manual("0.1") + section("conservative", "1", "1", "1", "99", "9", "9", "1"));
        ProfileReadings readings =
                ProfileReader.read(file(NAMED + manual("0.2")), Optional.of(own), Set.of());
        assertThat(readings.findings()).isEmpty();
        assertThat(readings.profiles().get("manual").limits().number(Limit.DRAWDOWN))
                .isEqualTo(0.1);
        assertThat(readings.profiles().get("conservative").limits().number(Limit.DRAWDOWN))
                .isEqualTo(0.05);
        ProfileReadings without =
                ProfileReader.read(file(NAMED + manual("0.2")), Optional.of(file(NAMED)), Set.of());
        assertThat(codes(without)).containsExactly("profile-missing");
        assertThat(without.profiles()).doesNotContainKey("manual");
    }

    @Test
    void shouldNeverAcceptALimitOfNoughtWhateverTheBytes() {
        long seed = 20_240_501L;
        int tries = Boolean.getBoolean("gatehouse.campaign") ? 200_000 : 3_000;
        Random random = new Random(seed);
        byte[] valid = file(NAMED + manual("0.2")).bytes();
        int tried = 0;
        int accepted = 0;
        for (int i = 0; i < tries; i++) {
            byte[] bytes = valid.clone();
            int changes = 1 + random.nextInt(4);
            for (int j = 0; j < changes; j++) {
                bytes[random.nextInt(bytes.length)] =
                        (byte) "0123456789.-:#'\n {}[]&*!x\u0000".charAt(random.nextInt(26));
            }
            ProfileReadings readings =
                    ProfileReader.read(
                            new ProfileReader.File("x", bytes), Optional.empty(), Set.of());
            for (RiskProfile profile : readings.profiles().values()) {
                accepted++;
                for (Limit limit : Limit.values()) {
                    assertThat(profile.limits().decimal(limit))
                            .as("seed %d, try %d", seed, i)
                            .isPositive()
                            .isLessThanOrEqualTo(limit.greatest());
                }
            }
            tried++;
        }
        assertThat(tried).isEqualTo(tries);
        assertThat(accepted).as("seed %d", seed).isBetween(tries / 2, tries * 4);
    }
}

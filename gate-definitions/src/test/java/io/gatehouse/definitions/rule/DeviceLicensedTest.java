package io.gatehouse.definitions.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeviceLicensedTest {

    private static final Map<String, ?> PAPER =
            Map.of("registry", "licences", "profiles", List.of("paper"), "min-remaining", "P7D");

    private static String licence(
            String fingerprint, String profile, String issued, String expires) {
        return "{\"payload\":{\"fingerprint\":"
                + fingerprint
                + ",\"profile\":\""
                + profile
                + "\",\"issued_at\":\""
                + issued
                + "\",\"expires_at\":\""
                + expires
                + "\"},\"signature\":{\"algorithm\":\"HMAC-SHA384\",\"value\":\""
                + "A".repeat(64)
                + "\"}}\n";
    }

    private static String of(String fingerprint) {
        return licence(fingerprint, "paper", "2026-01-15T12:00:00Z", "2027-01-15T12:00:00Z");
    }

    private static Bench bench(String... lines) {
        return new Bench().file("licences", String.join("", lines));
    }

    @Test
    void shouldAcceptACurrentLicenceOfThisDevice() {
        RuleAssert.that(
                        bench(of("\"OTHER\""), of("\"ABCD-1234-EFGH\""))
                                .run("device-licensed", PAPER))
                .passes();
    }

    @Test
    void shouldNameTheDeviceOnlyWhenItIsLicensed() {
        Bench bench = bench(of("\"OTHER\""), of("\"ABCD-1234-EFGH\""));
        assertThat(bench.run("device-licensed", PAPER).facts())
                .isEqualTo(JsonObject.of("devices", List.of(bench.device)));
        assertThat(bench(of("\"OTHER\"")).run("device-licensed", PAPER).facts())
                .isEqualTo(JsonObject.EMPTY);
    }

    @Test
    void shouldReadEveryFormOfTheFingerprint() {
        Bench bench = bench(of("{\"algorithm\":\"sha256\",\"value\":\"d47a\"}"));
        bench.device = "d47a";
        RuleAssert.that(bench.run("device-licensed", PAPER)).passes();
        bench.device = "sha256:d47a";
        RuleAssert.that(bench.run("device-licensed", PAPER)).passes();
    }

    @Test
    void shouldRefuseADeviceWithoutALicence() {
        RuleAssert.that(bench(of("\"OTHER\"")).run("device-licensed", PAPER))
                .failsWith("not-licensed");
        RuleAssert.that(bench().run("device-licensed", PAPER)).failsWith("not-licensed");
    }

    @Test
    void shouldRefuseAnotherProfileAndTimesThatDoNotFit() {
        String device = "\"ABCD-1234-EFGH\"";
        for (String line :
                List.of(
                        licence(device, "live", "2026-01-15T12:00:00Z", "2027-01-15T12:00:00Z"),
                        licence(device, "paper", "2026-01-15T12:00:00Z", "2026-11-27T12:00:00Z"),
                        licence(device, "paper", "2026-11-20T12:00:01Z", "2027-01-15T12:00:00Z"),
                        licence(device, "paper", "soon", "2027-01-15T12:00:00Z"),
                        of(device).replace("HMAC-SHA384", "HMAC-SHA256"),
                        of(device).replace("A".repeat(64), ""))) {
            RuleAssert.that(bench(line).run("device-licensed", PAPER))
                    .failsWith("licence-not-valid");
        }
    }

    @Test
    void shouldNotDecideAboutARegistryWithALineThatIsNoLicence() {
        RuleAssert.that(bench(of("\"ABCD-1234-EFGH\""), "{oops\n").run("device-licensed", PAPER))
                .errsWith("malformed");
        RuleAssert.that(bench("[1]\n").run("device-licensed", PAPER)).errsWith("malformed");
        RuleAssert.that(bench("{}\n").run("device-licensed", PAPER)).errsWith("malformed");
    }

    @Test
    void shouldNotDecideWithoutADevice() {
        Bench bench = bench(of("\"\""));
        bench.device = "";

        RuleAssert.that(bench.run("device-licensed", PAPER)).errsWith("no-device");
    }
}

package io.gatehouse.adapter.licensing.licence;

import static io.gatehouse.adapter.licensing.Bench.accepted;
import static io.gatehouse.adapter.licensing.Bench.codes;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.licensing.Bench;
import io.gatehouse.adapter.licensing.Judged;
import io.gatehouse.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestReaderTest {

    private static final JsonObject DOCUMENT = Bench.document(Bench.MACHINE).json();
    private static final JsonObject OPTIONS =
            JsonObject.builder().put("fingerprint", DOCUMENT).put("requester", "jan").build();

    private static Judged<LicenceRequest> read(String file, JsonObject options) {
        return RequestReader.read("request", file.getBytes(StandardCharsets.UTF_8), options);
    }

    @Test
    void shouldReadJsonAndYamlAlike() {
        LicenceRequest json =
                accepted(
                        read(
                                "{\"Bundle-Version\":\"2.0\",\"features\":[\"b\",\"a\",\"b\"],"
                                        + "\"valid-days\":10,\"profile\":\"live\",\"seats\":3}",
                                OPTIONS));
        LicenceRequest yaml =
                accepted(
                        read(
                                """
                                bundle_version: "2.0"
                                features: [a, b]
                                VALID_DAYS: 10
                                profile: live
                                seats: 3
                                """,
                                OPTIONS));

        assertThat(yaml).isEqualTo(json);
        assertThat(json.features()).containsExactly("a", "b");
        assertThat(json.validDays()).isEqualTo(10);
        assertThat(json.licenceId()).matches("[0-9a-f]{32}").isEqualTo(yaml.licenceId());
    }

    @Test
    void shouldLetExplicitOptionsWinAndAddFeatures() {
        LicenceRequest request =
                accepted(
                        read(
                                "{\"profile\":\"live\",\"features\":[\"a\"],\"requester\":\"eve\"}",
                                OPTIONS.with("profile", "paper").with("features", List.of("c"))));

        assertThat(request.profile()).isEqualTo("paper");
        assertThat(request.features()).containsExactly("a", "c");
        assertThat(request.requester()).isEqualTo("jan");
    }

    @Test
    void shouldRefuseWhatItDoesNotUnderstand() {
        Map.ofEntries(
                        Map.entry("{\"profile\":\"demo\"}", "profile"),
                        Map.entry("{\"mode\":\"post\"}", "mode"),
                        Map.entry("{\"valid_days\":0}", "valid-days"),
                        Map.entry("{\"valid_days\":\"30\"}", "valid-days"),
                        Map.entry("{\"valid_days\":1096}", "valid-days"),
                        Map.entry("{\"seats\":0}", "seats"),
                        Map.entry("{\"features\":[1]}", "features"),
                        Map.entry("{\"notes\":5}", "other-kind"),
                        Map.entry("{\"surprise\":1}", "unknown-name"),
                        Map.entry("{\"key_id\":\"a\",\"key-id\":\"b\"}", "name-twice"),
                        Map.entry("{\"license_keys\":[\"a=b\"]}", "secret-in-request"),
                        Map.entry("{\"mode\":\"qr\",\"mode\":\"usb\"}", "malformed"),
                        Map.entry("{oops", "malformed"),
                        Map.entry("mode: qr\nmode: usb\n", "malformed"),
                        Map.entry("- a\n", "malformed"),
                        Map.entry("notes: &a x\nissuer: *a\n", "malformed"))
                .forEach(
                        (file, code) ->
                                assertThat(codes(read(file, OPTIONS)))
                                        .as(file)
                                        .containsExactly(code));
        assertThat(codes(read("{}", OPTIONS.without("requester")))).containsExactly("requester");
        assertThat(codes(read("{}", OPTIONS.without("fingerprint"))))
                .containsExactly("plain-fingerprint");
    }

    @Test
    void shouldJudgeTheExistingToolsRequest() {
        byte[] file = Bench.interop("license/request.json");

        // the existing tool makes a licence of it that no runtime takes
        assertThat(codes(RequestReader.read("r", file, JsonObject.of("requester", "jan"))))
                .containsExactly("plain-fingerprint");
        LicenceRequest request = accepted(RequestReader.read("r", file, OPTIONS));
        assertThat(request.bundleVersion()).isEqualTo("2.0");
        assertThat(request.validDays()).isEqualTo(10);
        assertThat(request.issuer()).isEqualTo("security");
    }
}

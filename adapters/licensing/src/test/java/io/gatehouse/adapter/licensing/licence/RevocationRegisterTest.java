package io.gatehouse.adapter.licensing.licence;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.licensing.Bench;
import io.gatehouse.adapter.licensing.ToolKey;
import io.gatehouse.adapter.licensing.ToolKeys;
import io.gatehouse.audit.key.KeyValidity;
import io.gatehouse.audit.key.SecretBytes;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RevocationRegisterTest {

    private static final String ID = "0123456789abcdef0123456789abcdef";
    private static final String OTHER = "fedcba9876543210fedcba9876543210";
    private static final Instant NOW = Bench.NOW;

    private static RevocationRegister one() {
        return Bench.accepted(RevocationRegister.EMPTY.with(ID, "skradziona", NOW));
    }

    @Test
    void shouldReadBackWhatItWrote() {
        RevocationRegister two =
                Bench.accepted(one().with(OTHER, "device scrapped", NOW.plusSeconds(60)));

        byte[] file = two.signed(NOW.plusSeconds(90), Bench.REVOCATION_KEY);

        assertThat(Bench.accepted(RevocationRegister.read("list", file, Bench.REVOCATION_KEYS)))
                .isEqualTo(two);
        RevocationList list =
                Bench.accepted(RevocationList.read("list", file, Bench.REVOCATION_KEYS));
        assertThat(list.ids()).containsExactly(ID, OTHER);
        assertThat(list.generated()).contains(NOW.plusSeconds(90));
        assertThat(list.judge(ID, NOW.plusSeconds(120), Duration.ofHours(12)))
                .extracting(Finding::code)
                .containsExactly("revoked");
        assertThat(two.signed(NOW.plusSeconds(90), Bench.REVOCATION_KEY)).isEqualTo(file);
    }

    @Test
    void shouldWriteTheMembersThatTheExistingToolsWrite() {
        JsonObject theirs = Bench.json(Bench.interop("license/revocations_form_list_obj.json"));
        RevocationRegister same =
                Bench.accepted(
                        RevocationRegister.EMPTY.with(
                                ID, "stolen", Instant.parse("2026-01-02T00:00:00Z")));

        JsonObject ours =
                Bench.json(
                        same.signed(
                                Instant.parse("2026-01-20T06:00:00Z"),
                                Bench.interopKeys("rev-1").find("rev-1").orElseThrow()));

        assertThat(ours).isEqualTo(theirs);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ok",
                "bare_list",
                "form_list_str",
                "form_map_true",
                "form_map_obj",
                "form_map_list_ids",
                "form_whitespace"
            })
    void shouldTakeOverEveryIdOfAnExistingList(String form) {
        byte[] file = Bench.interop("license/revocations_" + form + ".json");
        ToolKeys keys = Bench.interopKeys("rev-1");

        RevocationRegister taken = Bench.accepted(RevocationRegister.read(form, file, keys));
        byte[] again =
                Bench.accepted(taken.with(OTHER, "lost", NOW))
                        .signed(NOW, keys.find("rev-1").orElseThrow());

        assertThat(Bench.accepted(RevocationList.read(form, again, keys)).ids())
                .containsAll(Bench.accepted(RevocationList.read(form, file, keys)).ids())
                .contains(OTHER);
    }

    @Test
    void shouldKeepTheFirstReasonAndTime() {
        RevocationRegister again =
                Bench.accepted(
                        one().with(
                                        " " + ID.toUpperCase(Locale.ROOT) + " ",
                                        "later",
                                        NOW.plusSeconds(9)));

        assertThat(again).isEqualTo(one());
        assertThat(again.entries().get(ID).reason()).isEqualTo(Optional.of("skradziona"));
    }

    @Test
    void shouldRefuseWhatIsNoIdOrNoReason() {
        for (String id : List.of("", "x", ID + "0", "0123456789ABCDEF0123456789abcdeg")) {
            assertThat(Bench.codes(one().with(id, "lost", NOW))).as(id).containsExactly("other-id");
        }
        for (String reason : List.of("", " ", "two\nlines", "x".repeat(501))) {
            assertThat(Bench.codes(one().with(OTHER, reason, NOW))).containsExactly("other-id");
        }
    }

    @Test
    void shouldTakeNothingOverFromAListThatWasChanged() {
        byte[] file = one().signed(NOW, Bench.REVOCATION_KEY);
        byte[] changed =
                new String(file, StandardCharsets.UTF_8)
                        .replace(ID, OTHER)
                        .getBytes(StandardCharsets.UTF_8);

        assertThat(Bench.codes(RevocationRegister.read("list", changed, Bench.REVOCATION_KEYS)))
                .containsExactly("code-differs");
        assertThat(Bench.codes(RevocationRegister.read("list", file, ToolKeys.NONE)))
                .containsExactly("key-unknown");
    }

    @Test
    void shouldCountNothingThatAKeySignedOutsideOfItsTimes() {
        byte[] secret = "revocation-key-of-the-bench-0123456789ab".getBytes(StandardCharsets.UTF_8);
        ToolKey ended =
                new ToolKey(
                        "rev-1",
                        KeyValidity.between(NOW.minusSeconds(100), NOW),
                        SecretBytes.copyOf(secret));
        ToolKeys keys = new ToolKeys(Set.of(ended));

        assertThat(
                        Bench.codes(
                                RevocationList.read(
                                        "list", one().signed(NOW, Bench.REVOCATION_KEY), keys)))
                .containsExactly("key-not-in-force");
        Bench.accepted(
                RevocationList.read(
                        "list", one().signed(NOW.minusSeconds(1), Bench.REVOCATION_KEY), keys));
    }
}

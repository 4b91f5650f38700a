package io.gatehouse.adapter.liverouter.state;

import static io.gatehouse.adapter.liverouter.state.Persons.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.audit.key.KeyValidity;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignedReenableTest {

    private static final Digest DIGEST = Digest.sha384(new byte[] {7});
    private static final LatchEntry LATCH =
            new LatchEntry(3, DIGEST, Optional.empty(), Optional.empty());

    private static List<String> codes(JsonObject document, Instant at) {
        return codes(Persons.check(), document, at);
    }

    private static List<String> codes(SignedReenable check, JsonObject document, Instant at) {
        return check.refusals(document, 3, DIGEST, at).stream().map(Finding::code).toList();
    }

    @Test
    void shouldAcceptWhatANamedPersonSigned() {
        assertThat(codes(Persons.document(LATCH, NOON), NOON.plusSeconds(599))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "installation, bot-2, other-installation",
        "digest, sha384:00, other-latch",
        "schema, gatehouse.router-reenable/v2, malformed",
        "reason, ' ', malformed",
        "person, carl, person-unknown",
        "person, '', malformed",
        "key, k2, person-unknown",
        "issued, 2026-11-20T12:00:06Z, not-in-force",
        "issued, yesterday, malformed",
        "expires, 2026-11-20T12:00:00Z, not-in-force",
        "expires, 2026-11-20T13:00:01Z, not-in-force",
        "extra, 1, malformed"
    })
    void shouldRefuseAnotherStatement(String member, String value, String code) {
        JsonObject statement = Persons.statement(LATCH, NOON).with(member, value);

        assertThat(codes(Persons.sign(Persons.ANNAS, statement), NOON)).containsExactly(code);
    }

    @Test
    void shouldRefuseAMissingMember() {
        JsonObject statement = Persons.statement(LATCH, NOON);
        for (String name : statement.names()) {
            assertThat(codes(Persons.sign(Persons.ANNAS, statement.without(name)), NOON))
                    .containsExactly("malformed");
        }
        assertThat(codes(JsonObject.EMPTY, NOON)).containsExactly("malformed");
    }

    @Test
    void shouldRefuseASignatureOfAnotherOrOverAnother() {
        JsonObject statement = Persons.statement(LATCH, NOON);
        JsonObject document = Persons.document(LATCH, NOON);

        assertThat(codes(Persons.sign(Persons.BENS, statement), NOON))
                .containsExactly("bad-signature");
        assertThat(codes(document.with("signature", "x"), NOON)).containsExactly("bad-signature");
        assertThat(codes(document.with("statement", statement.with("reason", "other")), NOON))
                .containsExactly("bad-signature");
    }

    @Test
    void shouldRefuseAPersonWithoutTheRole() {
        JsonObject statement = Persons.statement(LATCH, NOON).with("person", "ben");

        assertThat(codes(Persons.sign(Persons.BENS, statement), NOON))
                .containsExactly("lacks-role");
    }

    @Test
    void shouldRefuseAKeyThatWasRevokedOrExpired() {
        JsonObject document = Persons.document(LATCH, NOON);
        KeyValidity year = KeyValidity.between(NOON.minusSeconds(9), NOON.plusSeconds(60));

        assertThat(codes(Persons.check(year.revoked(NOON.plusSeconds(1))), document, NOON))
                .isEmpty();
        // signed before the revocation by its own date, handed in after it
        assertThat(
                        codes(
                                Persons.check(year.revoked(NOON.plusSeconds(1))),
                                document,
                                NOON.plusSeconds(2)))
                .containsExactly("key-unusable");
        assertThat(codes(Persons.check(year), document, NOON.plus(Duration.ofMinutes(2))))
                .containsExactly("key-unusable");
    }
}

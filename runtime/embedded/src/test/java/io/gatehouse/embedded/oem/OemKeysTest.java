package io.gatehouse.embedded.oem;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.oembundle.BundleCode;
import io.gatehouse.adapter.oembundle.BundleKey;
import io.gatehouse.adapter.oembundle.BundleKeys.Answer;
import io.gatehouse.audit.key.KeyAlgorithm;
import io.gatehouse.audit.key.KeyEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OemKeysTest {

    @TempDir private Path home;

    private KeysBench bench;
    private OemKeys keys;

    @BeforeEach
    void open() {
        bench = new KeysBench(home);
        keys = new OemKeys(() -> bench.ring, bench.secrets());
    }

    private BundleKey found(String id) {
        assertThat(keys.find(id)).isInstanceOf(Answer.Found.class);
        return ((Answer.Found) keys.find(id)).key();
    }

    @Test
    void shouldFindKeysOfBundlesAlone() throws Exception {
        bench.add("b-1", OemPurposes.BUNDLES);
        bench.add("l-1", OemPurposes.LICENCES);
        bench.add("old", OemPurposes.BUNDLES, KeyAlgorithm.HMAC_SHA256, -30, 30);

        assertThat(found("b-1").objection(KeysBench.NOW)).isEmpty();
        assertThat(keys.find("l-1")).isInstanceOf(Answer.Unknown.class);
        assertThat(keys.find("old")).isInstanceOf(Answer.Unknown.class);
        assertThat(keys.find("")).isInstanceOf(Answer.Unknown.class);
    }

    @Test
    void shouldNameWhatIsWrongWithAKey() throws Exception {
        KeyEntry key = bench.add("b-1", OemPurposes.BUNDLES);
        bench.add("b-early", OemPurposes.BUNDLES, KeyAlgorithm.HMAC_SHA384, 1, 30);
        bench.add("b-late", OemPurposes.BUNDLES, KeyAlgorithm.HMAC_SHA384, -30, -1);

        assertThat(found("b-early").objection(KeysBench.NOW))
                .contains(BundleCode.KEY_NOT_YET_VALID);
        assertThat(found("b-late").objection(KeysBench.NOW)).contains(BundleCode.KEY_EXPIRED);

        bench.change(key.withValidity(key.validity().retired(KeysBench.day(-1))));
        assertThat(found("b-1").objection(KeysBench.NOW)).contains(BundleCode.KEY_RETIRED);
        bench.change(key.revoked(KeysBench.day(-2), "lost"));
        assertThat(found("b-1").objection(KeysBench.NOW)).contains(BundleCode.KEY_REVOKED);
    }

    @Test
    void shouldSayThatASecretIsNotAtHand() throws Exception {
        bench.add("b-1", OemPurposes.BUNDLES);
        Files.delete(home.resolve("b-1.key"));

        assertThat(keys.find("b-1")).isInstanceOf(Answer.Unavailable.class);
        assertThat(keys.signing(KeysBench.NOW)).isEmpty();
    }

    @Test
    void shouldSignWithTheYoungestKeyInForce() throws Exception {
        bench.add("b-old", OemPurposes.BUNDLES, KeyAlgorithm.HMAC_SHA384, -90, 30);
        bench.add("b-new", OemPurposes.BUNDLES, KeyAlgorithm.HMAC_SHA384, -5, 30);
        bench.add("b-next", OemPurposes.BUNDLES, KeyAlgorithm.HMAC_SHA384, 5, 30);

        assertThat(keys.signing(KeysBench.NOW).map(BundleKey::id)).contains("b-new");
        assertThat(keys.signing(KeysBench.day(6)).map(BundleKey::id)).contains("b-next");
        assertThat(keys.signing(KeysBench.day(31))).isEmpty();
    }

    @Test
    void shouldKnowAKeyWithoutNameOnlyWhenOneIsNamed() throws Exception {
        bench.add("b-1", OemPurposes.BUNDLES);

        assertThat(keys.legacy()).isInstanceOf(Answer.Unknown.class);
        assertThat(keys.withLegacy("b-1").legacy()).isInstanceOf(Answer.Found.class);
        assertThat(keys.withLegacy("b-2").legacy()).isInstanceOf(Answer.Unknown.class);
    }

    @Test
    void shouldShowNoSecretAndHoldNoneAfterwards() throws Exception {
        bench.add("b-1", OemPurposes.BUNDLES);
        BundleKey key = found("b-1");

        assertThat(keys + " " + key + " " + keys.find("b-1")).doesNotContain("secret of");
        keys.close();
        assertThat(keys.find("b-1")).isInstanceOf(Answer.Unavailable.class);
        assertThat(Optional.of(key).map(BundleKey::id)).contains("b-1");
    }
}

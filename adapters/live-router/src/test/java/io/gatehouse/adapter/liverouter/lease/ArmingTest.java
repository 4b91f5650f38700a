package io.gatehouse.adapter.liverouter.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.liverouter.guard.Orders;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArmingTest {

    private static final Armed ARMED =
            new Armed(
                    new InstallationId("bot-1"),
                    new PromotionId("p-1"),
                    "pilot",
                    Digest.sha384(new byte[] {1}),
                    Digest.sha384(new byte[] {2}),
                    Orders.NOON);

    @TempDir Path workspace;
    private Arming arming;
    private Path file;

    @BeforeEach
    void name() {
        arming = new Arming(workspace);
        file = workspace.resolve(Arming.NAME);
    }

    private String code() {
        return arming.read() instanceof Arming.Reading.Refused refused
                ? refused.finding().code()
                : "";
    }

    @Test
    void shouldReadBackWhatItArmedAndForgetItWhenDisarmed() {
        assertThat(code()).isEqualTo("not-armed");
        assertThat(arming.arm(ARMED)).isEmpty();
        assertThat(arming.arm(ARMED)).isEmpty();
        assertThat(arming.read()).isEqualTo(new Arming.Reading.Found(ARMED));

        assertThat(arming.disarm()).isEmpty();
        assertThat(arming.disarm()).isEmpty();
        assertThat(code()).isEqualTo("not-armed");
    }

    @Test
    void shouldNotBeArmedByAnythingElse() throws IOException {
        arming.arm(ARMED);
        JsonObject good = ARMED.toJson();
        for (String name : good.names()) {
            Files.writeString(file, CanonicalJson.text(good.without(name)));
            assertThat(code()).as(name).isEqualTo("arming-unreadable");
            Files.writeString(file, CanonicalJson.text(good.with(name, " ")));
            assertThat(code()).as(name).isEqualTo("arming-unreadable");
        }
        Files.writeString(file, CanonicalJson.text(good.with("more", 1)));
        assertThat(code()).isEqualTo("arming-unreadable");
        Files.writeString(file, CanonicalJson.text(good) + "\n");
        assertThat(code()).isEqualTo("arming-unreadable");
        Files.writeString(file, "");
        assertThat(code()).isEqualTo("arming-unreadable");
        Files.write(file, new byte[70_000]);
        assertThat(code()).isEqualTo("arming-unreadable");
    }

    @Test
    void shouldFollowNoLink() throws IOException {
        arming.arm(ARMED);
        Path elsewhere = Files.move(file, workspace.resolve("elsewhere.json"));
        Files.createSymbolicLink(file, elsewhere);

        assertThat(code()).isEqualTo("arming-unreadable");
    }

    @Test
    void shouldSayThatItCouldNotArmOrDisarm() throws IOException {
        Files.createDirectories(workspace.resolve("var/gatehouse"));
        Files.createFile(workspace.resolve("var/gatehouse/router"));
        assertThat(arming.arm(ARMED)).extracting(Finding::code).containsExactly("not-written");

        Files.delete(workspace.resolve("var/gatehouse/router"));
        Files.createDirectories(file.resolve("full")); // a folder that is not empty in its place
        assertThat(arming.disarm()).extracting(Finding::code).containsExactly("not-removed");
        assertThat(code()).isEqualTo("arming-unreadable");
    }

    @Test
    void shouldReadNothingButWhatWasWrittenFromBytesThatWereChanged() throws IOException {
        arming.arm(ARMED);
        byte[] good = Files.readAllBytes(file);
        long seed = 5;
        Random random = new Random(seed);
        int most = Boolean.getBoolean("gatehouse.campaign") ? 100_000 : 2_000;
        int tried = 0;
        for (; tried < most; tried++) {
            byte[] bytes = good.clone();
            for (int i = random.nextInt(3); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            Files.write(file, bytes);
            if (arming.read() instanceof Arming.Reading.Found found) {
                // a changed digit of a digest is another arming, which agrees with no permit
                assertThat(CanonicalJson.bytes(found.armed().toJson()))
                        .as("seed %d try %d", seed, tried)
                        .isEqualTo(bytes);
            }
        }
        assertThat(tried).isEqualTo(most);
    }
}

package io.gatehouse.app.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.app.feed.EventChoice;
import io.gatehouse.app.rules.NotificationsFile.ToFile;
import io.gatehouse.app.rules.NotificationsFile.ToWebhook;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationsFileTest {

    private static final String WHOLE =
            """
            notifications:
              - {id: operators, file: operators.jsonl}
              - {id: duty, webhook: "https://duty.example/hook", token: secrets/duty.token, events: [PERMIT_*]}
              - {id: here, webhook: "http://127.0.0.1:8080/x"}
            """;

    @TempDir private Path home;

    private Path file(String text) throws Exception {
        return Files.writeString(home.resolve("notifications.yaml"), text);
    }

    @Test
    void shouldReadRecipients() throws Exception {
        assertThat(NotificationsFile.read(home.resolve("none.yaml"))).isEmpty();
        var read = NotificationsFile.read(file(WHOLE));
        assertThat(read).containsOnlyKeys("duty", "here", "operators");
        assertThat(read.get("operators"))
                .isEqualTo(new ToFile("operators.jsonl", EventChoice.DEFAULT));
        assertThat(read.get("duty"))
                .isEqualTo(
                        new ToWebhook(
                                URI.create("https://duty.example/hook"),
                                Optional.of("secrets/duty.token"),
                                new EventChoice(List.of("PERMIT_*"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{id: a}",
                "{file: a.jsonl}",
                "{id: A, file: a.jsonl}",
                "{id: a, file: ../a.jsonl}",
                "{id: a, file: x/a.jsonl}",
                "{id: a, file: a.jsonl, webhook: 'https://x.example/'}",
                "{id: a, file: a.jsonl, token: t}",
                "{id: a, webhook: 'http://x.example/'}",
                "{id: a, webhook: 'http://127.evil.example/'}",
                "{id: a, webhook: 'ftp://127.0.0.1/'}",
                "{id: a, webhook: 'https://user:hunter2@x.example/'}",
                "{id: a, webhook: 'https://x.example/', token: /etc/token}",
                "{id: a, webhook: 'https://x.example/', token: a/../../token}",
                "{id: a, file: a.jsonl, events: []}",
                "{id: a, file: a.jsonl, events: [NO_SUCH_EVENT]}",
                "{id: a, file: a.jsonl, events: [NO_SUCH_*]}",
                "{id: a, file: a.jsonl, extra: 1}",
                "text"
            })
    void shouldRefuse(String entry) throws Exception {
        Path file = file("notifications:\n  - " + entry + "\n");
        assertThatThrownBy(() -> NotificationsFile.read(file))
                .isInstanceOfSatisfying(
                        RuleFault.class,
                        fault ->
                                assertThat(fault.findings().toString())
                                        .contains("notifications.yaml")
                                        .doesNotContain("hunter2"));
    }

    @Test
    void shouldAnswerEveryMutatedFile() throws Exception {
        long seed = Long.getLong("gatehouse.seed", 20261121L);
        Random random = new Random(seed);
        int tried = Boolean.getBoolean("gatehouse.campaign") ? 20_000 : 2_000;
        int accepted = 0;
        for (int i = 0; i < tried; i++) {
            StringBuilder text = new StringBuilder(WHOLE);
            for (int n = random.nextInt(3); n >= 0; n--) {
                int at = random.nextInt(text.length());
                text.setCharAt(at, (char) (random.nextInt(96) + 31));
            }
            try {
                NotificationsFile.read(file(text.toString()));
                accepted++;
            } catch (RuleFault fault) {
                assertThat(fault.findings()).as("seed %d", seed).isNotEmpty();
            }
        }
        System.out.printf(
                "mutated inputs: notifications, tried %d, accepted %d, seed %d%n",
                tried, accepted, seed);
        assertThat(accepted).isLessThan(tried);
    }
}

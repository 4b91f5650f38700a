package io.gatehouse.adapter.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of lines is gone on with after a crash, and nobody else's file is cut. */
class LineFileTest {

    @TempDir private Path home;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void shouldTakeAwayTheBeginningOfALineThatACrashLeft() throws IOException {
        Path file = home.resolve("log/lines.jsonl");
        try (LineFile lines = new LineFile(file)) {
            lines.append(bytes("{\"n\":1}\n"));
            lines.force();
        }
        Files.writeString(file, "{\"n\":1}\n{\"n\":2,\"te");

        try (LineFile lines = new LineFile(file)) {
            assertThat(lines.size()).isEqualTo(8);
            lines.append(bytes("{\"n\":3}\n"));
        }

        assertThat(Files.readAllLines(file)).containsExactly("{\"n\":1}", "{\"n\":3}");
    }

    @Test
    void shouldBeginAnewAfterALineThatWasNeverWritten() throws IOException {
        Path file = home.resolve("lines.jsonl");
        Files.writeString(file, "{\"n");

        try (LineFile lines = new LineFile(file)) {
            lines.append(bytes("{\"n\":1}\n"));
        }

        assertThat(Files.readString(file)).isEqualTo("{\"n\":1}\n");
    }

    @Test
    void shouldLeaveSomebodyElsesFileAsItIs() throws IOException {
        String long1 = "{" + "x".repeat(2 * 1024 * 1024);
        for (String foreign : List.of("secret", "a: 1\nb: 2", long1, "{}\n" + long1)) {
            Path file = Files.writeString(home.resolve("foreign"), foreign);

            assertThatThrownBy(() -> new LineFile(file)).isInstanceOf(IOException.class);

            assertThat(Files.readString(file)).isEqualTo(foreign);
        }
    }
}

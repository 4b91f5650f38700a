package io.gatehouse.audit.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.core.digest.DigestPair;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamingDigestsTest {

    @TempDir Path directory;

    @Test
    void shouldEqualTheDigestsOfTheWholeForSizesAroundTheBuffer() throws IOException {
        for (int size : new int[] {0, 1, 65_535, 65_536, 65_537, 200_000}) {
            byte[] bytes = new byte[size];
            new Random(size).nextBytes(bytes);
            Path file = Files.write(directory.resolve("f" + size), bytes);

            assertThat(StreamingDigests.measure(file))
                    .isEqualTo(new StreamingDigests.Measurement(size, DigestPair.of(bytes)));
            assertThat(StreamingDigests.of(new ByteArrayInputStream(bytes)))
                    .isEqualTo(DigestPair.of(bytes));
        }
    }

    @Test
    void shouldReadOnWhereAStreamGivesNothingForOnce() throws IOException {
        byte[] bytes = {1, 2, 3};
        InputStream hesitating =
                new ByteArrayInputStream(bytes) {
                    private boolean hesitated;

                    @Override
                    public synchronized int read(byte[] target, int offset, int length) {
                        if (!hesitated) {
                            hesitated = true;
                            return 0;
                        }
                        return super.read(target, offset, length);
                    }
                };
        assertThat(StreamingDigests.measure(hesitating))
                .isEqualTo(new StreamingDigests.Measurement(3, DigestPair.of(bytes)));
        Path file = Files.write(directory.resolve("f"), bytes);
        assertThat(StreamingDigests.of(file)).isEqualTo(DigestPair.of(bytes));
    }

    @Test
    void shouldRefuseASymbolicLink() throws IOException {
        Path file = Files.write(directory.resolve("real"), new byte[] {1});
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);

        assertThatThrownBy(() -> StreamingDigests.of(link)).isInstanceOf(IOException.class);
    }
}

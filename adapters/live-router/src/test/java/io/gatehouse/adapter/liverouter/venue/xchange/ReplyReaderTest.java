package io.gatehouse.adapter.liverouter.venue.xchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ReplyReaderTest {

    private static final int COUNT = Boolean.getBoolean("gatehouse.campaign") ? 500_000 : 5_000;
    private static final long SEED = 9112;
    private static final String STATED = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc";
    private static final String CHUNKED =
            "HTTP/1.1 400 \r\nTransfer-Encoding: chunked\r\n\r\n2\r\nde\r\n1;x=y\r\nf\r\n0\r\nT: u\r\n\r\n";

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void shouldReadAnswersBehindOneAnother() throws IOException {
        InputStream in = bytes(STATED + CHUNKED + "HTTP/1.1 204 None\r\n\r\n" + STATED);
        assertThat(ReplyReader.read(in))
                .returns(200, r -> r.status())
                .returns("abc", r -> r.text());
        assertThat(ReplyReader.read(in))
                .returns(400, r -> r.status())
                .returns("def", r -> r.text());
        assertThat(ReplyReader.read(in)).returns(204, r -> r.status()).returns("", r -> r.text());
        assertThat(ReplyReader.read(in).text()).isEqualTo("abc");
        assertThat(in.read()).isNegative();
    }

    @Test
    void shouldRefuseAnAnswerWhoseEndIsInDoubt() {
        for (String text :
                new String[] {
                    "",
                    "HTTP/1.1 200 OK\r\n\r\nabc",
                    "HTTP/2 200\r\nContent-Length: 0\r\n\r\n",
                    "HTTP/1.1 20 OK\r\nContent-Length: 0\r\n\r\n",
                    STATED.replace("3", "4"),
                    STATED.replace("3", "-3"),
                    STATED.replace("3", "99999999"),
                    STATED.replace("3", "9999999"),
                    STATED.replace("\r\n\r\n", "\r\nContent-Length: 2\r\n\r\n"),
                    STATED.replace("\r\n\r\n", "\r\nTransfer-Encoding: chunked\r\n\r\n"),
                    STATED.replace("\r\n\r\n", "\r\nContent-Encoding: gzip\r\n\r\n"),
                    STATED.replace("Content-Length: 3", "no header"),
                    STATED.replace("OK", "x".repeat(10_000)),
                    STATED.replace("\r\n\r\n", "\r\nA: b".repeat(200) + "\r\n\r\n"),
                    CHUNKED.replace("chunked", "gzip, chunked"),
                    CHUNKED.replace("2\r\nde", "3\r\nde"),
                    CHUNKED.replace("2\r\nde", "-2\r\nde"),
                    CHUNKED.replace("2\r\nde", "fffffff\r\nde"),
                    CHUNKED.replace("0\r\nT: u\r\n\r\n", "")
                }) {
            assertThatThrownBy(() -> ReplyReader.read(bytes(text)))
                    .as(text)
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void shouldEndEachInputInAnAnswerOrAnIoException() {
        SplittableRandom random = new SplittableRandom(SEED);
        int tried = 0;
        int read = 0;
        for (int i = 0; i < COUNT; i++) {
            byte[] input =
                    (random.nextBoolean() ? STATED : CHUNKED).getBytes(StandardCharsets.ISO_8859_1);
            for (int k = random.nextInt(3); k >= 0; k--) {
                input[random.nextInt(input.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(ReplyReader.read(new ByteArrayInputStream(input)).status())
                        .isBetween(100, 599);
                read++;
            } catch (IOException e) {
                assertThat(Fault.of(e).detail()).isNotBlank();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + SEED + " input " + i, e);
            }
            tried++;
        }
        assertThat(tried).isEqualTo(COUNT);
        assertThat(read).isBetween(COUNT / 100, COUNT - COUNT / 100);
    }
}

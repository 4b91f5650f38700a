package io.gatehouse.adapter.risklabs.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stands in a text file, it is read or refused with a finding. */
class CsvFuzzTest {

    private static final long SEED = 20_240_808L;

    private static final List<String> SEEDS =
            List.of(
                    """
                    time_utc,open,high,low,close,volume
                    2024-01-01T00:00:00,1,2,0.5,1.5,1
                    """,
                    """
                    time_new_york,open,high,low,close,volume
                    1998-01-02,13.63,16.25,13.5,16.2,6
                    """,
                    """
                    second_utc,best_bid,best_ask,spread_bps,mid,bid_qty_1bps,ask_qty_1bps
                    2024-08-08T23:54:15,1,2,3,4,5,6
                    """,
                    """
                    trade_time_ms,event_time_ms,local_time_ns,trade_id,price,qty,buyer_is_maker
                    1723161255342,1723161255343,1723161254087896568,37,61837.6,0.02,1
                    """,
                    """
                    event_time_ms,local_time_ns,event_type,local_minus_event_ms
                    1723161255208,1723161253937085768,depthUpdate,-1270.914
                    """,
                    "1704067200000,1,2,0.5,1.5,7,1704067259999,1,1,1,1,0\n");

    private static int rounds(int usual) {
        return Boolean.getBoolean("gatehouse.campaign") ? usual * 100 : usual;
    }

    @Test
    void shouldReadOrRefuseEveryMutatedText() throws IOException {
        Random random = new Random(SEED);
        int read = 0;
        int refused = 0;
        int rounds = rounds(5_000);
        for (int i = 0; i < rounds; i++) {
            byte[] bytes = mutated(SEEDS.get(random.nextInt(SEEDS.size())), random);
            try {
                Table table =
                        new CsvTables("fuzz.csv")
                                .read(new ByteArrayInputStream(bytes), Optional.empty())
                                .table();
                assertThat(table.size()).isPositive();
                read++;
            } catch (DataFault e) {
                assertThat(e.finding().refuses()).isTrue();
                refused++;
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + SEED + ", round " + i, e);
            }
        }

        assertThat(read + refused).isEqualTo(rounds);
        assertThat(read).isGreaterThan(rounds / 20);
        assertThat(refused).isGreaterThan(rounds / 20);
    }

    @Test
    void shouldReadOrRefuseEveryMutatedFactorFile(@TempDir Path folder) throws IOException {
        Random random = new Random(SEED);
        Path file = folder.resolve("factors.csv");
        int rounds = rounds(1_000);
        int refused = 0;
        for (int i = 0; i < rounds; i++) {
            Files.write(
                    file,
                    mutated(
                            "date,price_factor,split_factor,reference_price\n"
                                    + "19980102,0.86,0.0089,1\n20501231,1,1,0",
                            random));
            try {
                Factors.read(file);
            } catch (DataFault e) {
                refused++;
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + SEED + ", round " + i, e);
            }
        }

        assertThat(refused).isBetween(rounds / 20, rounds - 1);
    }

    @Test
    void shouldReadOrRefuseEveryMapping() {
        Random random = new Random(SEED);
        int rounds = rounds(5_000);
        int read = 0;
        for (int i = 0; i < rounds; i++) {
            String text =
                    new String(
                            mutated(
                                    "open_time=a,open=b,high=c,low=d,close=e,volume=f,unit=ms",
                                    random),
                            StandardCharsets.ISO_8859_1);
            try {
                read += ColumnMapping.parse(text).isPresent() ? 1 : 0;
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + SEED + ", round " + i, e);
            }
        }

        assertThat(read).isBetween(rounds / 20, rounds - 1);
    }

    private static byte[] mutated(String text, Random random) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        int changes = random.nextInt(4);
        for (int c = 0; c < changes && bytes.length > 0; c++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 ->
                        bytes[at] =
                                (byte) "0123456789,.-+eENnTZ:\r\n \"".charAt(random.nextInt(25));
                case 2 -> bytes = java.util.Arrays.copyOf(bytes, at);
                default -> {
                    int from = random.nextInt(bytes.length);
                    byte[] longer = java.util.Arrays.copyOf(bytes, bytes.length + at);
                    System.arraycopy(
                            bytes, Math.min(from, bytes.length - at), longer, bytes.length, at);
                    bytes = longer;
                }
            }
        }
        return bytes;
    }
}

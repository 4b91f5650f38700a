package io.gatehouse.adapter.risklabs.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.junit.jupiter.api.Test;

class CellTest {

    private static final Cell CELL = new Cell("balanced", "reverse.gap", "book", -7);

    @Test
    void shouldDeriveItsSeedFromItsNameAndTheRunsSeed() throws Exception {
        String identity =
                "{\"cell\":\"balanced/reverse.gap/book/-7\",\"purpose\":\"risk-labs-cell\",\"run_seed\":\"-7\"}";
        byte[] hash =
                MessageDigest.getInstance("SHA-384")
                        .digest(identity.getBytes(StandardCharsets.UTF_8));
        assertThat(CELL.seed()).isEqualTo(ByteBuffer.wrap(hash).getLong());
        // recorded reports depend on it
        assertThat(CELL.seed()).isEqualTo(SEED);
        assertThat(new Cell("balanced", "reverse.gap", "book", -8).seed()).isNotEqualTo(SEED);
        assertThat(new Cell("balanced", "reverse.depth", "book", -7).seed()).isNotEqualTo(SEED);
    }

    private static final long SEED = 6_124_623_276_699_508_828L;

    @Test
    void shouldGoThroughJsonAndBack() {
        Cell large = new Cell("manual", "dry_liquidity.x0.10", "b", Long.MIN_VALUE);
        for (Cell cell : List.of(CELL, large)) {
            byte[] bytes = CanonicalJson.bytes(cell.toJson());
            assertThat(Cell.fromJson(StrictJson.readSigned(bytes).objectOrThrow())).isEqualTo(cell);
        }
        CellResult result = new CellResult(CELL, JsonObject.of("loss", "0.25"));
        assertThat(CellResult.fromJson(result.toJson())).isEqualTo(result);
        assertThat(new String(CellResult.lines(List.of(result, result)), StandardCharsets.UTF_8))
                .endsWith("\n")
                .hasLineCount(2);
    }

    @Test
    void shouldRefuseWhatIsNoCell() {
        for (JsonObject wrong :
                List.of(
                        JsonObject.EMPTY,
                        CELL.toJson().without("run_seed"),
                        CELL.toJson().with("run_seed", "01"),
                        CELL.toJson().with("run_seed", "9".repeat(19)),
                        CELL.toJson().with("profile", "a/b"),
                        CELL.toJson().with("more", "x"))) {
            assertThatThrownBy(() -> Cell.fromJson(wrong))
                    .as(CanonicalJson.text(wrong))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> CellResult.fromJson(CELL.toJson()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldOrderTheProductByItsAxes() {
        assertThat(Cells.product(List.of("p", "q"), List.of("s"), List.of("b"), List.of(2L, 1L)))
                .extracting(Cell::name)
                .containsExactly("p/s/b/2", "p/s/b/1", "q/s/b/2", "q/s/b/1");
        assertThatThrownBy(
                        () ->
                                Cells.product(
                                        List.of("p", "p"), List.of("s"), List.of("b"), List.of(1L)))
                .isInstanceOf(IllegalArgumentException.class);
        List<Long> seeds = java.util.stream.LongStream.range(0, 1_000).boxed().toList();
        List<String> names = seeds.stream().map(seed -> "n" + seed).toList();
        assertThatThrownBy(() -> Cells.product(names, names, names, seeds))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

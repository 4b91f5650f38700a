package io.gatehouse.embedded.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.liverouter.journal.FileOrderJournal;
import io.gatehouse.adapter.liverouter.journal.JournalOpening;
import io.gatehouse.adapter.liverouter.journal.JournalSize;
import io.gatehouse.adapter.liverouter.ledger.OrderEvent;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.order.ParentOrder;
import io.gatehouse.adapter.liverouter.order.Side;
import io.gatehouse.adapter.liverouter.standin.StandInProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An id of an order that ended so long ago that the router keeps no more of it than its use. */
class UsedIdTest {

    /** More than the ended orders that stay in memory as they were. */
    private static final int ENDED = 5_000;

    @TempDir private Path workspace;

    private static ParentOrder order(int number) {
        return new ParentOrder(
                "o-" + number,
                new Instrument("BTCUSDT", 2, 5, 1, 1, 50_000_000, 900_000_000),
                "pilot",
                "trend",
                Side.BUY,
                OrderType.LIMIT,
                100,
                5_000_000,
                false);
    }

    private void ended() {
        JournalOpening.Opened opened =
                (JournalOpening.Opened)
                        FileOrderJournal.open(
                                new RouterFiles(workspace).journal(),
                                JournalSize.STANDARD,
                                event -> {});
        Instant at = Instant.parse("2026-01-01T00:00:00Z");
        List<OrderEvent> events = new ArrayList<>();
        for (int i = 0; i < ENDED; i++) {
            events.add(new OrderEvent.ParentTaken(at, order(i)));
            events.add(new OrderEvent.ParentRefused(at, order(i).id(), List.of("lot")));
        }
        try (FileOrderJournal journal = opened.journal()) {
            for (int i = 0; i < events.size(); i += 500) {
                journal.append(events.subList(i, i + 500));
            }
        }
    }

    @Test
    void shouldBeRefusedAndNotCountedAsAnotherOrder() throws IOException {
        ended();
        Path log = new RouterFiles(workspace).log();
        try (StandInProcess venue = StandInProcess.start(11)) {
            LiveBench bench = new LiveBench(workspace).promoted(venue.address());
            RouterProcess.Start start = RouterProcess.start(bench.start(), news -> {});
            assertThat(start).isInstanceOf(RouterProcess.Start.Started.class);
            try (RouterProcess router = ((RouterProcess.Start.Started) start).process()) {
                String again = router.take(line("o-0")).toString();
                assertThat(again).contains("refused").contains("ended");
                assertThat(router.take(line("new")).toString()).contains("new");
            }
            assertThat(venue.truth().orders()).hasSizeLessThanOrEqualTo(1);
        }
        assertThat(Files.readString(log)).contains("\"new\"").doesNotContain("\"o-0\"");
    }

    private static String line(String id) {
        return LiveBench.order(id, "buy", "0.001", "50000", false);
    }
}

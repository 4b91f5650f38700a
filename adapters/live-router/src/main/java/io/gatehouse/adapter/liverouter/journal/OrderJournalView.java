package io.gatehouse.adapter.liverouter.journal;

import io.gatehouse.adapter.liverouter.ledger.OrderEvent;
import io.gatehouse.audit.journal.DirectoryFiles;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Reads an order journal beside the router that writes it; takes no lock and changes nothing. */
public final class OrderJournalView {

    private OrderJournalView() {}

    /**
     * Hands out every event of every whole group, in order; nothing where no journal is yet.
     *
     * <p>A group that is being written is not whole and is passed over: it was not acknowledged.
     *
     * @return why the events are not to be believed; empty when they are
     */
    public static List<Finding> read(Path folder, Consumer<OrderEvent> sink) {
        if (Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try {
            return new Recovery(DirectoryFiles.existing(folder), false).run(sink);
        } catch (IOException e) {
            return List.of(
                    JournalFindings.unreadable("order journal", e.getClass().getSimpleName()));
        }
    }
}

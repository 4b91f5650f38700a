package io.gatehouse.embedded.router;

import io.gatehouse.adapter.liverouter.venue.VenueId;
import io.gatehouse.adapter.liverouter.venue.paper.PaperFill;
import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The fills on paper with their fees, a line each: no venue keeps them for us. For one thread.
 *
 * <p>Prices, quantities and fees are scaled as in the order journal, a fee in units of a notional.
 */
final class PaperFills {

    private final Path file;

    PaperFills(Path file) {
        this.file = file;
    }

    /** Adds them; whether they are kept. */
    boolean keep(VenueId venue, List<PaperFill> fills) {
        if (fills.isEmpty()) {
            return true;
        }
        StringBuilder lines = new StringBuilder();
        for (PaperFill fill : fills) {
            lines.append(CanonicalJson.text(json(venue, fill))).append('\n');
        }
        try {
            DurableFiles.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(
                    file,
                    lines,
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static JsonObject json(VenueId venue, PaperFill fill) {
        return JsonObject.builder()
                .put("schema", "gatehouse.paper-fill/1")
                .put("at", fill.at().toString())
                .put("venue", venue.value())
                .put("id", fill.id().value())
                .put("price", fill.price())
                .put("quantity", fill.quantity())
                .put("fee", fill.fee())
                .put("maker", fill.maker())
                .build();
    }
}

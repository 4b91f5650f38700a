package io.gatehouse.adapter.liverouter.journal;

import io.gatehouse.adapter.liverouter.ledger.OrderEvent;
import io.gatehouse.core.json.CanonicalJson;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.TreeMap;

/** Writes segments as the first version of the program did. */
final class VersionOne {

    private final TreeMap<String, byte[]> files;
    private ChainState state = ChainState.START;
    private String segment = "";

    VersionOne(TreeMap<String, byte[]> files) {
        this.files = files;
    }

    VersionOne segment() {
        segment = ChainState.segment(state.events() + 1);
        files.put(segment, state.header());
        return this;
    }

    VersionOne group(List<OrderEvent> events) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (OrderEvent event : events) {
            out.writeBytes(CanonicalJson.bytes(OrderEventCodec.write(event)));
            out.write('\n');
        }
        var hash = state.next();
        hash.update(out.toByteArray());
        state = state.after(events.size(), hash);
        out.writeBytes(state.commit());
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(files.get(segment));
        whole.writeBytes(out.toByteArray());
        files.put(segment, whole.toByteArray());
        return this;
    }
}

package io.gatehouse.core.event;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.state.AggregateId;

/** Events of a decision log. */
public sealed interface LogEvent extends Event {

    LogName log();

    @Override
    default AggregateId aggregate() {
        return AggregateId.of(log());
    }

    /**
     * A line was added; the file follows the journal, never the other way round.
     *
     * @param index from 1
     * @param line the sealed line, signatures included; its canonical bytes are the line of the
     *     file
     * @param digest of those bytes
     */
    record LineAppended(LogName log, long index, JsonObject line, Digest digest)
            implements LogEvent {}
}

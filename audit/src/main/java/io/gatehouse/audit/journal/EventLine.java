package io.gatehouse.audit.journal;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.Journal.Draft;
import io.gatehouse.core.port.Journal.Recorded;
import io.gatehouse.core.state.AggregateId;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An event as a line of a journal: canonical JSON, whose SHA-384 is the event's digest.
 *
 * <p>The members are {@code aggregate, after, before, data, prev, seq, time, type, version} and,
 * when the journal was opened for a named installation, {@code installation}: with it the events of
 * two installations that share a key cannot be mixed.
 *
 * @param recorded number, chain and content
 * @param installation the installation that the line names
 */
public record EventLine(Recorded recorded, Optional<InstallationId> installation) {

    /** Longest line, in bytes without LF. */
    public static final int MAX_BYTES = 4 * 1024 * 1024;

    private static final Set<String> NAMES =
            Set.of(
                    "aggregate",
                    "after",
                    "before",
                    "data",
                    "prev",
                    "seq",
                    "time",
                    "type",
                    "version");
    private static final Set<String> OPTIONAL = Set.of("installation");
    private static final Pattern TYPE = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");

    /**
     * The bytes of a line, without LF.
     *
     * @throws IllegalArgumentException when the draft cannot be a line
     */
    public static byte[] encode(
            long seq, Digest prev, Optional<InstallationId> installation, Draft draft) {
        if (!TYPE.matcher(draft.type()).matches() || draft.version() < 1) {
            throw new IllegalArgumentException(
                    "an event's type is upper case, its version positive");
        }
        if (!isSha384(draft.before()) || !isSha384(draft.after())) {
            throw new IllegalArgumentException("an event's state digests are SHA-384");
        }
        JsonObject.Builder line =
                JsonObject.builder()
                        .put("aggregate", draft.aggregate().value())
                        .put("after", draft.after().value())
                        .put("before", draft.before().value())
                        .put("data", draft.data())
                        .put("prev", prev.value())
                        .put("seq", seq)
                        .put("time", draft.time().toString())
                        .put("type", draft.type())
                        .put("version", draft.version());
        installation.ifPresent(id -> line.put("installation", id.value()));
        byte[] bytes = CanonicalJson.bytes(line.build());
        if (bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException("an event longer than " + MAX_BYTES + " bytes");
        }
        return bytes;
    }

    /** Reads a line whose bytes are known to be the canonical ones of the value. */
    static EventLine decode(JsonObject value, byte[] bytes) {
        Members line = new Members(value, "an event").requireExactly(NAMES, OPTIONAL);
        String type = line.text("type");
        if (!TYPE.matcher(type).matches()) {
            throw line.shape("an upper-case 'type'");
        }
        long version = line.number("version", 1);
        if (version > Integer.MAX_VALUE) {
            throw line.shape("a small 'version'");
        }
        Draft draft =
                new Draft(
                        line.time("time"),
                        type,
                        (int) version,
                        aggregate(line),
                        line.sha384("before"),
                        line.sha384("after"),
                        line.object("data"));
        Recorded recorded =
                new Recorded(
                        line.number("seq", 1), line.sha384("prev"), Digest.sha384(bytes), draft);
        return new EventLine(recorded, installation(line));
    }

    private static AggregateId aggregate(Members line) {
        try {
            return new AggregateId(line.text("aggregate"));
        } catch (IllegalArgumentException e) {
            throw line.shape("a known 'aggregate'");
        }
    }

    private static Optional<InstallationId> installation(Members line) {
        if (!line.object().has("installation")) {
            return Optional.empty();
        }
        try {
            return Optional.of(new InstallationId(line.text("installation")));
        } catch (IllegalArgumentException e) {
            throw line.shape("an installation id");
        }
    }

    private static boolean isSha384(Digest digest) {
        return digest.algorithm().equals("sha384");
    }
}

package io.gatehouse.adapter.licensing.licence;

import io.gatehouse.adapter.licensing.Area;
import io.gatehouse.adapter.licensing.Envelope;
import io.gatehouse.adapter.licensing.Judged;
import io.gatehouse.adapter.licensing.ToolKey;
import io.gatehouse.adapter.licensing.ToolKeys;
import io.gatehouse.audit.json.Timestamps;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The chain beside a licence registry: for each line a signed link with its number, its digest and
 * the digest of the link before. The links stand in a file of their own, for readers of the
 * registry refuse members that they do not know. Immutable.
 *
 * @param digests of the registry's lines, in order
 * @param head of the last link; {@link Head#NONE} for an empty chain
 */
public record RegistryChain(List<Digest> digests, Head head) {

    /**
     * The end of a chain. Who remembers it elsewhere notices when registry and chain are both put
     * back to an earlier state.
     *
     * @param sequence of the last link, from 1; 0 for none
     */
    public record Head(long sequence, Digest digest) {
        public static final Head NONE = new Head(0, Digest.ZERO);
    }

    private static final String SCHEMA = "gatehouse.licence-chain/1";
    private static final Set<String> MEMBERS =
            Set.of("schema", "sequence", "previous", "line", "recorded_at");

    public RegistryChain {
        digests = List.copyOf(digests);
    }

    /** Reads and verifies the links; {@code chain-broken} and what {@link Envelope#open} finds. */
    public static Judged<RegistryChain> read(byte[] file, ToolKeys keys) {
        List<Digest> digests = new ArrayList<>();
        Head head = Head.NONE;
        int start = 0;
        while (start < file.length) {
            int end = start;
            while (end < file.length && file[end] != '\n') {
                end++;
            }
            String subject = "chain:" + (head.sequence() + 1);
            if (end == file.length || file.length > RegistryLines.LARGEST) {
                return Judged.refused(fault("chain-broken", subject, "a link that ends"));
            }
            byte[] bytes = Arrays.copyOfRange(file, start, end);
            Judged<Envelope> envelope = Envelope.open(Area.CHAIN, subject, bytes, keys);
            if (envelope.value().isEmpty()) {
                return Judged.refused(envelope.findings());
            }
            JsonObject link = envelope.value().get().object().orElse(JsonObject.EMPTY);
            boolean follows =
                    link.names().equals(MEMBERS)
                            && link.text("schema").equals(Optional.of(SCHEMA))
                            && link.integer("sequence").equals(Optional.of(head.sequence() + 1))
                            && link.text("previous").equals(Optional.of(head.digest().value()))
                            && link.text("line").filter(Digest::isDigest).isPresent();
            if (!follows) {
                return Judged.refused(
                        fault("chain-broken", subject, "the link that follows the one before"));
            }
            digests.add(Digest.parse(link.requireText("line")));
            head = new Head(head.sequence() + 1, Digest.sha384(bytes));
            start = end + 1;
        }
        return Judged.accepted(new RegistryChain(digests, head));
    }

    /** The next link, with its line end. */
    public byte[] next(Digest line, ToolKey key, Instant now) {
        JsonObject link =
                JsonObject.builder()
                        .put("schema", SCHEMA)
                        .put("sequence", head.sequence() + 1)
                        .put("previous", head.digest().value())
                        .put("line", line.value())
                        .put("recorded_at", Timestamps.format(now))
                        .build();
        return (CanonicalJson.text(key.seal(link)) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Whether the registry is what was chained: {@code unchained}, {@code removed}, {@code
     * reordered}, {@code edited}, {@code rolled-back}.
     *
     * @param lastSeen the end that was seen before; {@link Head#NONE} when never
     */
    public List<Finding> judge(RegistryLines registry, Head lastSeen) {
        List<Digest> lines = registry.lines().stream().map(RegistryLines.Line::digest).toList();
        List<Finding> findings = new ArrayList<>();
        if (!lines.equals(digests)) {
            findings.add(difference(lines));
        }
        boolean same =
                head.sequence() != lastSeen.sequence() || head.digest().equals(lastSeen.digest());
        if (head.sequence() < lastSeen.sequence() || !same) {
            // both files were put back together; they fit each other, and not what was seen
            findings.add(
                    fault(
                            "rolled-back",
                            "registry",
                            "at least link " + lastSeen.sequence() + ", as seen before"));
        }
        return findings;
    }

    private Finding difference(List<Digest> lines) {
        if (lines.size() > digests.size() && lines.subList(0, digests.size()).equals(digests)) {
            return fault("unchained", "registry:" + (digests.size() + 1), "a link for every line");
        }
        if (lines.size() < digests.size() && digests.containsAll(lines)) {
            return fault("removed", "registry", digests.size() + " lines, as they were chained");
        }
        return digests.containsAll(lines) && lines.containsAll(digests)
                ? fault("reordered", "registry", "lines in the order in which they were chained")
                : fault("edited", "registry", "lines as they were chained");
    }

    private static Finding fault(String code, String subject, String expected) {
        return Area.CHAIN.finding(
                code,
                subject,
                expected,
                "another registry",
                "find out who changed it, and restore registry and chain from the backup");
    }
}

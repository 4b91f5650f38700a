package io.gatehouse.definitions.rule;

import io.gatehouse.audit.json.JsonProfile;
import io.gatehouse.audit.json.Timestamps;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The chain beside a licence registry, {@code registry.chain.jsonl}: for each line a link with its
 * number, its digest and the digest of the link before. A line that was taken out of the registry
 * is still in the chain.
 *
 * <p>The code of the last link speaks for all: it is about the digest of the link before, and so on
 * to the first.
 *
 * @param path of the chain
 * @param digests of the registry's lines, in order
 */
record LicenceChain(String path, List<Digest> digests) {

    private static final String SCHEMA = "gatehouse.licence-chain/1";
    private static final Set<String> MEMBERS =
            Set.of("schema", "sequence", "previous", "line", "recorded_at");

    LicenceChain {
        digests = List.copyOf(digests);
    }

    /** An unbroken, genuine chain; empty with a finding for another. */
    static Optional<LicenceChain> read(Inspection inspection, Observation chain) {
        String path = chain.item().path();
        Optional<List<JsonLines.Entry>> entries =
                JsonLines.read(inspection, chain, JsonProfile.SIGNED);
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        List<Digest> digests = new ArrayList<>();
        Digest previous = Digest.ZERO;
        boolean genuine = true;
        for (JsonLines.Entry entry : entries.get()) {
            String subject = path + ":" + entry.line();
            JsonObject object = entry.value() instanceof JsonObject o ? o : JsonObject.EMPTY;
            Optional<CodedEnvelope> link = CodedEnvelope.of(inspection, subject, object);
            if (link.isEmpty()) {
                return Optional.empty();
            }
            Optional<Instant> time =
                    link.get().payload().text("recorded_at").flatMap(Timestamps::parse);
            if (time.isEmpty() || !follows(link.get().payload(), digests.size() + 1L, previous)) {
                broken(inspection, subject);
                return Optional.empty();
            }
            digests.add(Digest.parse(link.get().payload().requireText("line")));
            previous = Digest.sha384(entry.bytes().bytes());
            if (digests.size() == entries.get().size()) {
                genuine = link.get().isValid(inspection, subject, Licence.PURPOSES, time.get());
            }
        }
        return genuine ? Optional.of(new LicenceChain(path, digests)) : Optional.empty();
    }

    private static boolean follows(JsonObject link, long sequence, Digest previous) {
        return link.names().equals(MEMBERS)
                && link.text("schema").equals(Optional.of(SCHEMA))
                && link.integer("sequence").equals(Optional.of(sequence))
                && link.text("previous").equals(Optional.of(previous.value()))
                && link.text("line").filter(Digest::isDigest).isPresent();
    }

    private static void broken(Inspection inspection, String subject) {
        inspection.fail(
                "chain-broken",
                subject,
                "the link that follows the one before",
                "another",
                remedy());
    }

    private static String remedy() {
        return "find out who changed it, and restore registry and chain from the backup";
    }

    /** A finding where the registry is not what was chained. */
    void judge(Inspection inspection, LicenceLines registry) {
        List<Digest> lines = registry.lines().stream().map(LicenceLines.Line::digest).toList();
        if (lines.equals(digests)) {
            return;
        }
        int chained = digests.size();
        boolean more = lines.size() > chained && lines.subList(0, chained).equals(digests);
        boolean fewer = lines.size() < chained && digests.containsAll(lines);
        boolean same = digests.containsAll(lines) && lines.containsAll(digests);
        String code =
                more
                        ? "line-unchained"
                        : fewer ? "line-removed" : same ? "lines-reordered" : "line-edited";
        inspection.fail(
                code,
                registry.path(),
                chained + " lines, as " + path + " has them",
                lines.size() + " lines, others or in another order",
                remedy());
    }
}

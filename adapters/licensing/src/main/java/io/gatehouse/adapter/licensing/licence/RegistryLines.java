package io.gatehouse.adapter.licensing.licence;

import io.gatehouse.adapter.licensing.Area;
import io.gatehouse.adapter.licensing.Envelope;
import io.gatehouse.adapter.licensing.Judged;
import io.gatehouse.adapter.licensing.ToolKeys;
import io.gatehouse.adapter.licensing.fingerprint.HardwareDocument;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The lines of a licence registry, each genuine and none twice. Whether one was taken out whole
 * only {@link RegistryChain} can tell.
 *
 * @param lines in the order of the file
 */
public record RegistryLines(List<Line> lines) {

    /** No registry that is read has more bytes. */
    public static final int LARGEST = 16 * 1024 * 1024;

    private static final int MOST = 10_000;

    /**
     * A line.
     *
     * @param digest of its bytes without the end
     * @param licence empty for a plain one, which has no id and licenses nothing here
     */
    public record Line(Digest digest, Optional<Licence> licence) {}

    public RegistryLines {
        lines = List.copyOf(lines);
    }

    /**
     * Reads and verifies a registry. Codes: {@code too-large}, {@code torn-line}, {@code
     * line-twice}, {@code id-twice} and what {@link Licence#read} and {@link HardwareDocument#read}
     * find.
     */
    public static Judged<RegistryLines> read(
            byte[] file, ToolKeys licenceKeys, ToolKeys fingerprintKeys) {
        List<Finding> findings = new ArrayList<>();
        List<Line> lines = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        if (file.length > LARGEST) {
            return Judged.refused(fault("too-large", "registry", "at most " + LARGEST + " bytes"));
        }
        int start = 0;
        while (start < file.length && findings.size() < 100) {
            int end = start;
            while (end < file.length && file[end] != '\n') {
                end++;
            }
            String subject = "registry:" + (lines.size() + 1);
            byte[] bytes = Arrays.copyOfRange(file, start, end);
            if (end == file.length || lines.size() == MOST) {
                findings.add(
                        fault(
                                end == file.length ? "torn-line" : "too-large",
                                subject,
                                end == file.length
                                        ? "lines that end"
                                        : "at most " + MOST + " lines"));
                break;
            }
            lines.add(line(subject, bytes, licenceKeys, fingerprintKeys, seen, findings));
            start = end + 1;
        }
        return findings.isEmpty()
                ? Judged.accepted(new RegistryLines(lines))
                : Judged.refused(findings);
    }

    private static Line line(
            String subject,
            byte[] bytes,
            ToolKeys licenceKeys,
            ToolKeys fingerprintKeys,
            Set<String> seen,
            List<Finding> findings) {
        Judged<Envelope> envelope = Envelope.open(Area.LICENCE, subject, bytes, licenceKeys);
        findings.addAll(envelope.findings());
        Optional<JsonObject> payload = envelope.value().flatMap(Envelope::object);
        payload.map(CanonicalJson::text)
                .filter(text -> !seen.add(text))
                .ifPresent(text -> findings.add(fault("line-twice", subject, "each line once")));
        Optional<Licence> licence = Optional.empty();
        if (payload.filter(p -> p.has("license_id")).isPresent()) {
            Judged<Licence> read = Licence.read(subject, bytes, licenceKeys);
            findings.addAll(read.findings());
            licence = read.value();
            licence.map(Licence::id)
                    .filter(id -> !seen.add(id))
                    .ifPresent(id -> findings.add(fault("id-twice", subject, "each id once")));
            licence.ifPresent(
                    known ->
                            findings.addAll(
                                    HardwareDocument.read(
                                                    subject,
                                                    known.fingerprintDocument(),
                                                    fingerprintKeys)
                                            .findings()));
        }
        return new Line(Digest.sha384(bytes), licence);
    }

    /** The licence of an id. */
    public Optional<Licence> find(String id) {
        return lines.stream()
                .flatMap(line -> line.licence().stream())
                .filter(licence -> licence.id().equals(id))
                .findFirst();
    }

    private static Finding fault(String code, String subject, String expected) {
        return Area.CHAIN.finding(
                code, subject, expected, "another registry", "restore it from a copy of before");
    }
}

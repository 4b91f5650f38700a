package io.gatehouse.app.history;

import io.gatehouse.audit.key.KeyRing;
import io.gatehouse.audit.key.OpenKeyRing;
import io.gatehouse.audit.log.DecisionLine;
import io.gatehouse.audit.log.DecisionLogVerifier;
import io.gatehouse.audit.log.DecisionLogVerifier.Continued;
import io.gatehouse.audit.log.LineWitness.Testimony;
import io.gatehouse.audit.log.LogHead;
import io.gatehouse.audit.log.VerificationContext;
import io.gatehouse.audit.log.VerifiedPrefix;
import io.gatehouse.core.evidence.LineHistory;
import io.gatehouse.core.evidence.LogFact;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Verdict;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Strict verifications of decision logs that this process also writes: what was verified once and
 * not touched since is not verified again, so a command costs the lines since the last one and not
 * the length of the log (ADR 0051).
 *
 * <p>A prefix counts only while keys, persons, file and head are those that it was verified with,
 * and every change of the file was one of {@link #written}. The archive is read again for the lines
 * in force; that of older lines is for a verification of the whole log to find. Whatever else is
 * seen, or said against the log, leads to a verification from the first line on, and that is the
 * answer. Confined to the engine's lock.
 */
final class LogVerifications {

    /** The head is small; reading stops here. */
    private static final int LONGEST_HEAD = 16 * 1024;

    private final OpenKeyRing keys;
    private final KnownPeople people;
    private final Map<LogName, Known> known = new HashMap<>();

    LogVerifications(OpenKeyRing keys, KnownPeople people) {
        this.keys = keys;
        this.people = people;
    }

    /** What the signatures of a prefix were verified with. */
    private record Trust(KeyRing ring, long people) {}

    /**
     * @param log the file when it was last known to be untouched
     * @param head the same of its head
     */
    private record Known(
            VerifiedPrefix prefix, LineHistory lines, Trust trust, FileStamp log, FileStamp head) {}

    private Trust trust() {
        return new Trust(keys.ring(), people.version());
    }

    /**
     * The fact about a log as it is now.
     *
     * @param context strict
     * @param asOf no line may be later
     * @param inForce indices of lines upon which an environment stands now: their witnesses are
     *     heard again each time, the archive of their evidence among them
     */
    LogFact verify(
            LogName log, Path file, VerificationContext context, Instant asOf, List<Long> inForce) {
        Optional<Known> before =
                Optional.ofNullable(known.get(log))
                        .filter(k -> stands(k, file, asOf))
                        .filter(k -> areConfirmed(k, inForce, context));
        if (before.isPresent()) {
            if (before.get().prefix().bytes() == before.get().log().size()) {
                return fact(log, before.get());
            }
            Optional<LogFact> grown = verifyAfter(log, file, context, before.get());
            if (grown.isPresent()) {
                return grown.get();
            }
        }
        known.remove(log);
        Optional<FileStamp> logStamp = FileStamp.of(file);
        Optional<FileStamp> headStamp = FileStamp.of(LogHead.fileOf(file));
        if (logStamp.isEmpty() || headStamp.isEmpty()) {
            return DecisionLogFiles.fact(context, file, log);
        }
        Known nothing =
                new Known(
                        VerifiedPrefix.NONE,
                        LineHistory.empty(),
                        trust(),
                        logStamp.get(),
                        headStamp.get());
        return verifyAfter(log, file, context, nothing)
                .orElseGet(() -> DecisionLogFiles.fact(context, file, log));
    }

    /** Whether nothing has happened to the file that this process did not do. */
    private boolean stands(Known k, Path file, Instant asOf) {
        return k.trust().equals(trust())
                && k.prefix().time().filter(asOf::isBefore).isEmpty()
                && FileStamp.of(file).equals(Optional.of(k.log()))
                && FileStamp.of(LogHead.fileOf(file)).equals(Optional.of(k.head()));
    }

    private static boolean areConfirmed(Known k, List<Long> indices, VerificationContext context) {
        return indices.stream()
                .filter(index -> index <= k.lines().size())
                .map(index -> new DecisionLine(k.lines().get((int) (index - 1))))
                .allMatch(
                        line ->
                                context.witnesses().stream()
                                        .map(witness -> witness.testify(line))
                                        .allMatch(Testimony.Confirmed.class::isInstance));
    }

    /** Goes on after a prefix; empty unless every check was made and held. */
    private Optional<LogFact> verifyAfter(
            LogName log, Path file, VerificationContext context, Known before) {
        List<JsonObject> lines = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
                InputStream head =
                        Files.newInputStream(LogHead.fileOf(file), LinkOption.NOFOLLOW_LINKS)) {
            in.skipNBytes(before.prefix().bytes());
            Continued continued =
                    new DecisionLogVerifier(context)
                            .verifyAfter(
                                    before.prefix(),
                                    log,
                                    new BufferedInputStream(in),
                                    Optional.of(head.readNBytes(LONGEST_HEAD)),
                                    line -> lines.add(line.entry()));
            if (continued.prefix().isEmpty()) {
                return Optional.empty();
            }
            Known now =
                    new Known(
                            continued.prefix().get(),
                            before.lines().and(lines),
                            before.trust(),
                            before.log(),
                            before.head());
            known.put(log, now);
            return Optional.of(fact(log, now));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static LogFact fact(LogName log, Known k) {
        return new LogFact(log, Verdict.PASS, List.of(), k.lines());
    }

    /** A write of one line of this process's own. */
    interface Write {
        void run() throws IOException;
    }

    /**
     * Lets this process write a line, and takes over how the file looks thereafter if it looked as
     * known before: an edit by another hand must not be blessed by a line of ours.
     */
    void written(LogName log, Path file, long bytes, Write write) throws IOException {
        Optional<Known> before =
                Optional.ofNullable(known.get(log))
                        .filter(k -> FileStamp.of(file).equals(Optional.of(k.log())));
        known.remove(log);
        write.run();
        Optional<FileStamp> now = FileStamp.of(file);
        Optional<FileStamp> head = FileStamp.of(LogHead.fileOf(file));
        if (before.isPresent()
                && head.isPresent()
                && now.filter(n -> n.isGrown(before.get().log(), bytes)).isPresent()) {
            Known k = before.get();
            known.put(log, new Known(k.prefix(), k.lines(), k.trust(), now.get(), head.get()));
        }
    }
}

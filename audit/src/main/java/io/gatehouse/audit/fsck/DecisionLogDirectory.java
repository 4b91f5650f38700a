package io.gatehouse.audit.fsck;

import io.gatehouse.audit.key.HmacKey;
import io.gatehouse.audit.key.KeyEntry;
import io.gatehouse.audit.key.KeyFault;
import io.gatehouse.audit.key.KeyFaultException;
import io.gatehouse.audit.key.KeyPurpose;
import io.gatehouse.audit.key.KeyStanding;
import io.gatehouse.audit.key.OpenKeyRing;
import io.gatehouse.audit.log.LogHead;
import io.gatehouse.core.id.LogName;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The directory {@code audit/decision_logs}: {@code <name>.jsonl} and {@code <name>.jsonl.head}.
 */
public final class DecisionLogDirectory implements DecisionLogs {

    private static final String ENDING = ".jsonl";
    private static final long LONGEST_HEAD = 4 * 1024;

    private final Path directory;
    private final Optional<OpenKeyRing> keys;

    /**
     * A directory of logs.
     *
     * @param keys to check the heads' codes with; empty for an auditor without a ring
     */
    public DecisionLogDirectory(Path directory, Optional<OpenKeyRing> keys) {
        this.directory = directory;
        this.keys = keys;
    }

    @Override
    public SortedSet<LogName> names() throws IOException {
        TreeSet<LogName> names = new TreeSet<>();
        if (!Files.isDirectory(directory)) {
            return names;
        }
        try (Stream<Path> entries = Files.list(directory)) {
            for (Path entry : (Iterable<Path>) entries::iterator) {
                String name = entry.getFileName().toString();
                for (String ending : new String[] {ENDING, ENDING + ".head"}) {
                    if (name.endsWith(ending)) {
                        names.add(logName(name.substring(0, name.length() - ending.length())));
                    }
                }
            }
        }
        return names;
    }

    private static LogName logName(String text) throws IOException {
        try {
            return new LogName(text);
        } catch (IllegalArgumentException e) {
            throw new IOException("a file in the directory of decision logs is not one", e);
        }
    }

    @Override
    public InputStream open(LogName log) throws IOException {
        Path file = directory.resolve(log + ENDING);
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                ? Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)
                : new ByteArrayInputStream(new byte[0]);
    }

    @Override
    public Head head(LogName log) throws IOException {
        Path file = LogHead.fileOf(directory.resolve(log + ENDING));
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return new Head.Missing();
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                || Files.size(file) > LONGEST_HEAD) {
            return new Head.Invalid("not a small regular file");
        }
        LogHead head;
        try {
            head = LogHead.parse(Files.readAllBytes(file));
        } catch (IllegalArgumentException e) {
            return new Head.Invalid("not of the form of a head");
        }
        if (!head.name().equals(log)) {
            return new Head.Invalid("the head of another log");
        }
        return keys.isEmpty() ? known(head, false) : check(head, keys.get());
    }

    private static Head check(LogHead head, OpenKeyRing ring) {
        Optional<KeyEntry> entry = ring.ring().find(head.signature().key());
        if (entry.filter(e -> e.purpose().equals(KeyPurpose.JOURNAL)).isEmpty()
                || entry.get().standingAt(head.time()) != KeyStanding.USABLE) {
            return new Head.Invalid("no journal key that was usable then");
        }
        HmacKey key;
        try {
            key = ring.hmac(entry.get().id());
        } catch (KeyFaultException e) {
            return e.fault().kind() == KeyFault.Kind.SECRET_ABSENT
                    ? known(head, false)
                    : new Head.Invalid("its key cannot be used");
        }
        return head.verify(key) ? known(head, true) : new Head.Invalid("a wrong HMAC");
    }

    private static Head known(LogHead head, boolean authenticated) {
        return new Head.Known(head.lines(), head.last(), authenticated);
    }
}

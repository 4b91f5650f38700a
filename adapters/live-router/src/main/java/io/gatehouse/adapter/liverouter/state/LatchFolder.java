package io.gatehouse.adapter.liverouter.state;

import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.audit.file.TemporaryFiles;
import io.gatehouse.audit.json.JsonReading;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The files of the latches: {@code latch-<number>.json}, never changed and never removed, and
 * {@code lift-<number>.json} beside each that was taken back.
 *
 * <p>Tightening is making a file that nobody else has, so it needs no lock, from any process. What
 * this class cannot read it does not skip: it comes out as a latch that halts.
 */
final class LatchFolder {

    private static final int LARGEST = 64 * 1024;
    private static final int MOST = 10_000;
    private static final String LIFT_SCHEMA = "gatehouse.trading-lift/v1";

    private final Path folder;
    private final ReenableCheck check;

    LatchFolder(Path folder, ReenableCheck check) {
        this.folder = folder.toAbsolutePath();
        this.check = check;
    }

    /** Whether anything was ever here: a folder that is gone may have held a latch. */
    boolean usedBefore() {
        return Files.exists(marker(), LinkOption.NOFOLLOW_LINKS);
    }

    boolean exists() {
        return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS);
    }

    void make() throws IOException {
        DurableFiles.createDirectories(folder);
    }

    void mark() throws IOException {
        if (!usedBefore()) {
            DurableFiles.replace(marker(), new byte[0]);
        }
    }

    private Path marker() {
        return folder.resolveSibling(folder.getFileName() + ".used");
    }

    SortedSet<String> names() throws IOException {
        TreeSet<String> names = new TreeSet<>();
        try (Stream<Path> entries = Files.list(folder)) {
            entries.limit(2L * MOST + 1).forEach(entry -> names.add(entry.getFileName() + ""));
        }
        return names;
    }

    /** Every latch with what became of it, by number. */
    List<LatchEntry> read(SortedSet<String> names) {
        if (names.size() > 2 * MOST) {
            return List.of(new LatchEntry(0, Digest.ZERO, Optional.empty(), Optional.empty()));
        }
        int highest = 0;
        boolean strange = false;
        for (String name : names) {
            highest = Math.max(highest, number(name, "latch-"));
            strange |= number(name, "latch-") == 0 && !known(name);
        }
        List<LatchEntry> entries = new ArrayList<>();
        for (int number = 1; number <= highest; number++) {
            // A number that is missing was a latch, and somebody removed it.
            entries.add(names.contains(latch(number)) ? entry(number) : unreadable(number));
        }
        if (strange || highest > MOST) {
            // A file that nobody here wrote: perhaps a halt in a form that this version cannot
            // read, perhaps a person in a hurry. It is lifted by removing it.
            entries.add(new LatchEntry(0, Digest.ZERO, Optional.empty(), Optional.empty()));
        }
        return entries;
    }

    private boolean known(String name) {
        if (number(name, "lift-") > 0) {
            return true;
        }
        int dot = name.indexOf(".json.");
        return dot > 0
                && number(name.substring(0, dot + 5), "lift-") > 0
                && TemporaryFiles.isOf(name.substring(0, dot + 5), name);
    }

    private LatchEntry entry(int number) {
        Optional<byte[]> bytes = bytes(latch(number));
        if (bytes.isEmpty()) {
            return unreadable(number);
        }
        Digest digest = Digest.sha384(bytes.get());
        Optional<Latch> latch =
                object(bytes.get()).flatMap(Latch::read).filter(l -> l.number() == number);
        return new LatchEntry(number, digest, latch, lift(number, digest));
    }

    private LatchEntry unreadable(int number) {
        return new LatchEntry(number, Digest.ZERO, Optional.empty(), lift(number, Digest.ZERO));
    }

    private Optional<LatchEntry.Lift> lift(int number, Digest digest) {
        try {
            Optional<JsonObject> lift = bytes(lift(number)).flatMap(LatchFolder::object);
            if (lift.isEmpty() || !lift.get().text("schema").equals(Optional.of(LIFT_SCHEMA))) {
                return Optional.empty();
            }
            Instant at = Instant.parse(lift.get().requireText("at"));
            JsonObject document = lift.get().object("document").orElse(JsonObject.EMPTY);
            // Looked at each time: a lift that was written by hand lifts nothing.
            if (!check.refusals(document, number, digest, at).isEmpty()) {
                return Optional.empty();
            }
            JsonObject statement = document.object("statement").orElse(JsonObject.EMPTY);
            return Optional.of(
                    new LatchEntry.Lift(
                            statement.text("person").orElse("?"),
                            statement.text("reason").orElse("?"),
                            at));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Writes a latch under the next number that is free; durable when it returns. */
    void write(Pending pending) throws IOException {
        int number = highest();
        while (true) {
            number++;
            JsonObject latch = pending.numbered(number).toJson();
            try {
                DurableFiles.create(folder.resolve(latch(number)), CanonicalJson.bytes(latch));
                return;
            } catch (FileAlreadyExistsException e) {
                // another process took the number; the next one is free
                if (number > MOST) {
                    throw e;
                }
            }
        }
    }

    private int highest() throws IOException {
        return names().stream().mapToInt(name -> number(name, "latch-")).max().orElse(0);
    }

    void writeLift(int number, JsonObject document, Instant at) throws IOException {
        JsonObject lift =
                JsonObject.builder()
                        .put("schema", LIFT_SCHEMA)
                        .put("at", at.toString())
                        .put("document", document)
                        .build();
        DurableFiles.replace(folder.resolve(lift(number)), CanonicalJson.bytes(lift));
    }

    private Optional<byte[]> bytes(String name) {
        try (InputStream in =
                Files.newInputStream(folder.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            return bytes.length > LARGEST ? Optional.empty() : Optional.of(bytes);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<JsonObject> object(byte[] bytes) {
        JsonReading reading = StrictJson.readSigned(bytes);
        if (reading instanceof JsonReading.Parsed parsed
                && parsed.value() instanceof JsonObject object
                && Arrays.equals(CanonicalJson.bytes(object), bytes)) {
            return Optional.of(object);
        }
        return Optional.empty();
    }

    private static String latch(int number) {
        return String.format(Locale.ROOT, "latch-%06d.json", number);
    }

    private static String lift(int number) {
        return String.format(Locale.ROOT, "lift-%06d.json", number);
    }

    /** The number in a name of that kind, or 0. */
    private static int number(String name, String kind) {
        String rest = name.startsWith(kind) ? name.substring(kind.length()) : "";
        return rest.matches("[0-9]{6}\\.json") ? Integer.parseInt(rest.substring(0, 6)) : 0;
    }
}

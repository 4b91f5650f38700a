package io.gatehouse.adapter.licensing.licence;

import io.gatehouse.adapter.licensing.Area;
import io.gatehouse.adapter.licensing.Envelope;
import io.gatehouse.adapter.licensing.InputFiles;
import io.gatehouse.adapter.licensing.Judged;
import io.gatehouse.audit.file.DurableFiles;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How licences are carried: to a stick, as one file {@code <license_id>.json} or under a given
 * {@code .json} name, and from an inbox, a folder in which such files are dropped. Stateless.
 */
public final class LicenceFolders {

    /** The device's document beside its licence. */
    public static final String FINGERPRINT = "fingerprint.json";

    /** The list of revocations beside a licence. */
    public static final String REVOCATIONS = "revocations.json";

    private static final int MOST = 256;

    private LicenceFolders() {}

    /** Where a licence goes: the target itself when it ends in {@code .json}, else below it. */
    public static Path place(Path target, Licence licence) {
        return String.valueOf(target.getFileName()).endsWith(".json")
                ? target
                : target.resolve(licence.id() + ".json");
    }

    /** Writes a licence; refused as {@code exists} rather than over another file. */
    public static Judged<Path> write(Path target, Licence licence) {
        Path file = place(target, licence);
        try {
            DurableFiles.createDirectories(file.toAbsolutePath().getParent());
            DurableFiles.create(file, licence.fileBytes());
            return Judged.accepted(file);
        } catch (java.nio.file.FileAlreadyExistsException e) {
            return refused("exists", "no file of that name");
        } catch (IOException e) {
            return refused("not-written", "a place that can be written");
        }
    }

    /**
     * The licences of an inbox by file name, unjudged: all that ends in {@code .json} but {@link
     * #FINGERPRINT} and {@link #REVOCATIONS}. Refused as {@code unreadable}, {@code too-many},
     * {@code no-plain-file} or {@code too-large}; other names are passed over, for sticks carry
     * files of their own.
     *
     * <p>A link among them is refused and not passed over: whoever laid it there wants a file to be
     * read that nobody handed in.
     */
    public static Judged<SortedMap<String, byte[]>> inbox(Path folder) {
        SortedMap<String, byte[]> found = new TreeMap<>();
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return refused("unreadable", "a folder that can be read");
        }
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, "*.json")) {
            for (Path file : stream) {
                String name = String.valueOf(file.getFileName());
                if (name.equals(FINGERPRINT) || name.equals(REVOCATIONS)) {
                    continue;
                }
                if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    return refused(name, "no-plain-file", "plain files", "a link or a folder");
                }
                if (found.size() == MOST) {
                    return refused("too-many", "at most " + MOST + " files");
                }
                byte[] bytes = InputFiles.read(file, Envelope.LARGEST).orElse(new byte[0]);
                if (bytes.length > Envelope.LARGEST) {
                    return refused(
                            name,
                            "too-large",
                            "at most " + Envelope.LARGEST + " bytes",
                            "a larger file");
                }
                found.put(name, bytes);
            }
            return Judged.accepted(Collections.unmodifiableSortedMap(found));
        } catch (IOException | DirectoryIteratorException e) {
            return refused("unreadable", "a folder that can be read");
        }
    }

    private static <T> Judged<T> refused(String code, String expected) {
        return refused("licence file", code, expected, "another place");
    }

    private static <T> Judged<T> refused(
            String subject, String code, String expected, String observed) {
        return Judged.refused(
                Area.CARRIER.finding(code, subject, expected, observed, "look at the folder"));
    }
}

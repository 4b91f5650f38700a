package io.gatehouse.adapter.licensing.licence;

import io.gatehouse.adapter.licensing.Area;
import io.gatehouse.adapter.licensing.Envelope;
import io.gatehouse.adapter.licensing.InputFiles;
import io.gatehouse.adapter.licensing.Judged;
import io.gatehouse.audit.file.DurableFiles;
import java.io.IOException;
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
     * The files of an inbox by name, unjudged. Links, folders and what does not end in {@code
     * .json} are passed over. Refused as {@code unreadable} or {@code too-many}.
     */
    public static Judged<SortedMap<String, byte[]>> inbox(Path folder) {
        SortedMap<String, byte[]> found = new TreeMap<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, "*.json")) {
            for (Path file : stream) {
                if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    continue;
                }
                if (found.size() == MOST) {
                    return refused("too-many", "at most " + MOST + " files");
                }
                InputFiles.read(file, Envelope.LARGEST)
                        .ifPresent(bytes -> found.put(String.valueOf(file.getFileName()), bytes));
            }
            return Judged.accepted(Collections.unmodifiableSortedMap(found));
        } catch (IOException e) {
            return refused("unreadable", "a folder that can be read");
        }
    }

    private static <T> Judged<T> refused(String code, String expected) {
        return Judged.refused(
                Area.CARRIER.finding(
                        code, "licence file", expected, "another place", "look at the folder"));
    }
}

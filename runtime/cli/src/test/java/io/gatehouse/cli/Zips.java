package io.gatehouse.cli;

import io.gatehouse.audit.pack.PackWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Takes containers apart and puts them together again, with or without the care of a pack. */
final class Zips {

    private Zips() {}

    static SortedMap<String, byte[]> members(Path file) throws IOException {
        TreeMap<String, byte[]> members = new TreeMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                members.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        return members;
    }

    /** A container in the very form of a pack. */
    static Path write(Path file, SortedMap<String, byte[]> members) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            PackWriter writer = new PackWriter(out);
            for (Map.Entry<String, byte[]> member : members.entrySet()) {
                CRC32 crc = new CRC32();
                crc.update(member.getValue());
                writer.add(
                        member.getKey(),
                        member.getValue().length,
                        (int) crc.getValue(),
                        new ByteArrayInputStream(member.getValue()));
            }
            writer.finish();
        }
        return file;
    }

    /** A container as any other program makes it. */
    static Path compressed(Path file, SortedMap<String, byte[]> members, boolean reversed)
            throws IOException {
        List<String> names = new ArrayList<>(members.keySet());
        if (reversed) {
            Collections.reverse(names);
        }
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(members.get(name));
                zip.closeEntry();
            }
        }
        return file;
    }
}

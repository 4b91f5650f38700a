package io.gatehouse.adapter.oembundle;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The extended header of one tar entry (POSIX pax), of which only path, size and times are
 * admitted.
 */
final class PaxRecords {

    static final int LONGEST = 16 * 1024;

    private static final Set<String> ADMITTED =
            Set.of("path", "size", "mtime", "atime", "ctime", "uid", "gid", "uname", "gname");

    private final Map<String, String> records = new HashMap<>();

    /**
     * Reads the records.
     *
     * @throws ArchiveFaultException for any other name, a name twice, or a wrong length
     */
    PaxRecords(byte[] bytes) throws IOException {
        int at = 0;
        while (at < bytes.length) {
            int space = at;
            int length = 0;
            while (space < bytes.length && bytes[space] >= '0' && bytes[space] <= '9') {
                length = Math.min(length * 10 + bytes[space] - '0', LONGEST + 1);
                space++;
            }
            boolean formed =
                    space > at
                            && space < bytes.length
                            && bytes[space] == ' '
                            && length > space - at + 2
                            && at + length <= bytes.length
                            && bytes[at + length - 1] == '\n';
            if (!formed) {
                throw malformed("records with their length");
            }
            String text = TarHeader.utf8(bytes, space + 1, at + length - 1 - (space + 1));
            int equals = text.indexOf('=');
            if (equals < 1
                    || !ADMITTED.contains(text.substring(0, equals))
                    || records.put(text.substring(0, equals), text.substring(equals + 1)) != null) {
                // sparse files, access lists, link targets: unpackers differ in what they make of
                // it
                throw malformed("path, size and times, each once");
            }
            at += length;
        }
    }

    Optional<String> path() {
        return Optional.ofNullable(records.get("path"));
    }

    Optional<Long> size() throws IOException {
        String text = records.get("size");
        if (text == null) {
            return Optional.empty();
        }
        if (!text.matches("0|[1-9][0-9]{0,15}")) {
            throw malformed("a size in digits");
        }
        return Optional.of(Long.parseLong(text));
    }

    private static ArchiveFaultException malformed(String expected) {
        return ArchiveFaultException.malformed("tar extended header", expected, "another form");
    }
}

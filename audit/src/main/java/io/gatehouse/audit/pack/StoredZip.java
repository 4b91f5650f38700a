package io.gatehouse.audit.pack;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The one form of ZIP that a pack has (APPNOTE 6.3, sections 4.3.7, 4.3.12, 4.3.16): members
 * stored, never compressed, in order of their names, dated 1 January 1980, without extra fields,
 * comments, attributes or ZIP64.
 *
 * <p>So every byte of a pack follows from names and contents: nothing can be hidden between
 * members, no two programs can read two different things, and no bomb can unfold.
 */
final class StoredZip {

    /** Most members; more would need ZIP64. */
    static final int MOST_MEMBERS = 65_000;

    /** Greatest pack in bytes; more would need ZIP64. */
    static final long LARGEST = 0xfffffffeL;

    static final int LOCAL = 0x04034b50;
    static final int CENTRAL = 0x02014b50;
    static final int END = 0x06054b50;
    static final int LOCAL_LENGTH = 30;
    static final int CENTRAL_LENGTH = 46;
    static final int END_LENGTH = 22;

    private static final int LONGEST_NAME = 200;
    private static final short VERSION = 10;
    private static final short FIRST_OF_JANUARY_1980 = (1 << 5) | 1;

    /** No empty, dotted or absolute part: such a name leads nowhere but below. */
    private static final Pattern NAME =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*){0,7}");

    private StoredZip() {}

    /**
     * A member in a pack.
     *
     * @param crc CRC-32 of the content, as the format demands; what counts is the manifest's digest
     * @param offset of the local header
     */
    record Member(String name, long size, int crc, long offset) {

        long contentOffset() {
            return offset + LOCAL_LENGTH + name.length();
        }

        long end() {
            return contentOffset() + size;
        }
    }

    static boolean isName(String name) {
        return name.length() <= LONGEST_NAME && NAME.matcher(name).matches();
    }

    /** What stands before a member's content. */
    static byte[] local(Member member) {
        byte[] name = member.name().getBytes(StandardCharsets.US_ASCII);
        return buffer(LOCAL_LENGTH + name.length)
                .putInt(LOCAL)
                .putShort(VERSION)
                .put(common(member, name))
                .put(name)
                .array();
    }

    private static byte[] common(Member member, byte[] name) {
        return buffer(24)
                .putShort((short) 0) // flags
                .putShort((short) 0) // stored
                .putShort((short) 0) // midnight
                .putShort(FIRST_OF_JANUARY_1980)
                .putInt(member.crc())
                .putInt((int) member.size())
                .putInt((int) member.size())
                .putShort((short) name.length)
                .putShort((short) 0) // no extra field
                .array();
    }

    /** A member's line of the directory at the end. */
    static byte[] central(Member member) {
        byte[] name = member.name().getBytes(StandardCharsets.US_ASCII);
        return buffer(CENTRAL_LENGTH + name.length)
                .putInt(CENTRAL)
                .putShort(VERSION)
                .putShort(VERSION)
                .put(common(member, name))
                .putShort((short) 0) // no comment
                .putShort((short) 0) // first disk
                .putShort((short) 0) // no internal attributes
                .putInt(0) // no external attributes
                .putInt((int) member.offset())
                .put(name)
                .array();
    }

    /** What stands at the very end. */
    static byte[] end(List<Member> members, long directory, long length) {
        return buffer(END_LENGTH)
                .putInt(END)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) members.size())
                .putShort((short) members.size())
                .putInt((int) length)
                .putInt((int) directory)
                .putShort((short) 0)
                .array();
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}

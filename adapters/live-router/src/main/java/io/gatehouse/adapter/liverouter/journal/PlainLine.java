package io.gatehouse.adapter.liverouter.journal;

import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.core.json.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Bytes of lines that are put together from constants and plain values; used again and again. For
 * one thread at a time.
 *
 * <p>A text that would have to be escaped is not written but remembered: the line is then built in
 * the general way, which is the one that defines the form.
 */
final class PlainLine {

    private static final int MOST_INSTRUMENTS = 1_000;
    private static final int LONGEST_NUMBER = 20;
    private static final Map<Instrument, byte[]> INSTRUMENTS = new ConcurrentHashMap<>();
    private static final int SECONDS = 16;
    private static final Second[] KEPT = new Second[SECONDS];

    private byte[] bytes = new byte[4 * 1024];
    private int length;
    private boolean odd;

    /**
     * Text of a second up to its fraction; some are kept, since most events follow each other and
     * an order also names the second until which it is valid. Immutable, so a race costs a little
     * time.
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never given away
    private record Second(long epoch, byte[] text) {}

    /** The bytes of some characters, for {@link #raw}. */
    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether some text needs the general way. */
    boolean odd() {
        return odd;
    }

    void end() {
        room(1);
        bytes[length++] = '\n';
    }

    int length() {
        return length;
    }

    void cutTo(int newLength) {
        length = newLength;
        odd = false;
    }

    /** The bytes themselves, of which the first {@link #length} count; changed by what follows. */
    byte[] array() {
        return bytes;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    /** Characters that stand for themselves: names, braces, commas. */
    PlainLine raw(byte[] more) {
        room(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
        return this;
    }

    /** Puts characters before everything else; for what comes now and then. */
    void prepend(byte[] first) {
        room(first.length);
        System.arraycopy(bytes, 0, bytes, first.length, length);
        System.arraycopy(first, 0, bytes, 0, first.length);
        length += first.length;
    }

    PlainLine text(String value) {
        int count = value.length();
        room(count + 2);
        byte[] to = bytes;
        int at = length;
        boolean strange = false;
        to[at++] = '"';
        for (int i = 0; i < count; i++) {
            char c = value.charAt(i);
            strange |= c < 0x20 || c > 0x7e || c == '"' || c == '\\';
            to[at++] = (byte) c;
        }
        to[at++] = '"';
        odd |= strange;
        length = at;
        return this;
    }

    /** A long as a text. */
    PlainLine number(long value) {
        room(LONGEST_NUMBER + 2);
        bytes[length++] = '"';
        digits(value);
        bytes[length++] = '"';
        return this;
    }

    /** A long that is not negative as a number. */
    PlainLine count(long value) {
        room(LONGEST_NUMBER);
        digits(value);
        return this;
    }

    private void digits(long value) {
        if (value < 0) {
            // none of an order's numbers is; the general way of all longs
            raw(ascii(Long.toString(value)));
            return;
        }
        int count = 1;
        for (long rest = value / 10; rest > 0; rest /= 10) {
            count++;
        }
        long rest = value;
        for (int at = length + count - 1; at >= length; at--) {
            long tenth = rest / 10;
            bytes[at] = (byte) ('0' + (rest - 10 * tenth));
            rest = tenth;
        }
        length += count;
    }

    /** As {@link Instant#toString} writes it: no fraction, or three, six or nine digits. */
    PlainLine time(Instant time) {
        long epoch = time.getEpochSecond();
        int slot = (int) (epoch & (SECONDS - 1));
        Second known = KEPT[slot];
        if (known == null || known.epoch() != epoch) {
            String whole = Instant.ofEpochSecond(epoch).toString();
            known = new Second(epoch, ascii(whole.substring(0, whole.length() - 1)));
            KEPT[slot] = known;
        }
        room(known.text().length + 13);
        bytes[length++] = '"';
        raw(known.text());
        fraction(time.getNano());
        bytes[length++] = 'Z';
        bytes[length++] = '"';
        return this;
    }

    private void fraction(int nanos) {
        if (nanos == 0) {
            return;
        }
        int count = nanos % 1_000_000 == 0 ? 3 : nanos % 1_000 == 0 ? 6 : 9;
        int rest = count == 3 ? nanos / 1_000_000 : count == 6 ? nanos / 1_000 : nanos;
        bytes[length++] = '.';
        for (int at = length + count - 1; at >= length; at--) {
            int tenth = rest / 10;
            bytes[at] = (byte) ('0' + (rest - 10 * tenth));
            rest = tenth;
        }
        length += count;
    }

    PlainLine instrument(Instrument instrument) {
        byte[] known = INSTRUMENTS.get(instrument);
        if (known == null) {
            known = CanonicalJson.bytes(OrderJson.instrument(instrument));
            if (INSTRUMENTS.size() < MOST_INSTRUMENTS) {
                INSTRUMENTS.put(instrument, known);
            }
        }
        return raw(known);
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}

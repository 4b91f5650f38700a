package io.gatehouse.adapter.liverouter.journal;

import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.core.json.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Bytes of a line that is put together from constants and plain values. For one thread.
 *
 * <p>A text that would have to be escaped is not written but remembered: the line is then built in
 * the general way, which is the one that defines the form.
 */
final class PlainLine {

    private static final int MOST_INSTRUMENTS = 1_000;
    private static final Map<Instrument, byte[]> INSTRUMENTS = new ConcurrentHashMap<>();
    private static final int SECONDS = 16;
    private static final Second[] KEPT = new Second[SECONDS];

    private byte[] bytes = new byte[768];
    private int length;
    private boolean odd;

    /**
     * Text of a second up to its fraction; some are kept, since most events follow each other and
     * an order also names the second until which it is valid. Immutable, so a race costs a little
     * time.
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never given away
    private record Second(long epoch, byte[] text) {}

    /** Whether some text needs the general way. */
    boolean odd() {
        return odd;
    }

    void end() {
        put((byte) '\n');
    }

    int length() {
        return length;
    }

    void cutTo(int newLength) {
        length = newLength;
        odd = false;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    PlainLine raw(byte[] more) {
        room(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
        return this;
    }

    /** Characters that stand for themselves: names, braces, commas. */
    PlainLine raw(String ascii) {
        room(ascii.length());
        for (int i = 0; i < ascii.length(); i++) {
            bytes[length++] = (byte) ascii.charAt(i);
        }
        return this;
    }

    PlainLine text(String value) {
        room(value.length() + 2);
        bytes[length++] = '"';
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            odd |= c < 0x20 || c > 0x7e || c == '"' || c == '\\';
            bytes[length++] = (byte) c;
        }
        bytes[length++] = '"';
        return this;
    }

    /** A long as a text. */
    PlainLine number(long value) {
        return raw("\"").raw(Long.toString(value)).raw("\"");
    }

    /** As {@link Instant#toString} writes it: no fraction, or three, six or nine digits. */
    PlainLine time(Instant time) {
        int slot = (int) (time.getEpochSecond() & (SECONDS - 1));
        Second known = KEPT[slot];
        if (known == null || known.epoch() != time.getEpochSecond()) {
            String whole = Instant.ofEpochSecond(time.getEpochSecond()).toString();
            known =
                    new Second(
                            time.getEpochSecond(),
                            whole.substring(0, whole.length() - 1)
                                    .getBytes(StandardCharsets.US_ASCII));
            KEPT[slot] = known;
        }
        put((byte) '"');
        raw(known.text());
        fraction(time.getNano());
        return raw("Z\"");
    }

    private void fraction(int nanos) {
        if (nanos == 0) {
            return;
        }
        int digits = nanos % 1_000_000 == 0 ? 3 : nanos % 1_000 == 0 ? 6 : 9;
        put((byte) '.');
        int divisor = 100_000_000;
        for (int i = 0; i < digits; i++) {
            put((byte) ('0' + nanos / divisor % 10));
            divisor /= 10;
        }
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

    private void put(byte value) {
        room(1);
        bytes[length++] = value;
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}

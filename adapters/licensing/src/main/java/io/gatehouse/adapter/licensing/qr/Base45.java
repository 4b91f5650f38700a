package io.gatehouse.adapter.licensing.qr;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/** Base45 (RFC 9285): two bytes as three characters of the alphabet of QR codes. */
final class Base45 {

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

    private Base45() {}

    static String encode(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < bytes.length; at += 2) {
            boolean pair = at + 1 < bytes.length;
            int rest = pair ? ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff) : bytes[at] & 0xff;
            for (int i = pair ? 3 : 2; i > 0; i--) {
                text.append(ALPHABET.charAt(rest % 45));
                rest /= 45;
            }
        }
        return text.toString();
    }

    /** The bytes; empty for what no encoder makes. */
    static Optional<byte[]> decode(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int at = 0; at < text.length(); at += 3) {
            int count = Math.min(3, text.length() - at);
            int value = 0;
            for (int i = count - 1; i >= 0; i--) {
                int digit = ALPHABET.indexOf(text.charAt(at + i));
                if (digit < 0) {
                    return Optional.empty();
                }
                value = value * 45 + digit;
            }
            if (count == 1 || value > (count == 3 ? 0xffff : 0xff)) {
                return Optional.empty();
            }
            if (count == 3) {
                bytes.write(value >> 8);
            }
            bytes.write(value & 0xff);
        }
        return Optional.of(bytes.toByteArray());
    }
}

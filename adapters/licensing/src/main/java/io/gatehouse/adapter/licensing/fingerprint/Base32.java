package io.gatehouse.adapter.licensing.fingerprint;

/** Base32 without padding (RFC 4648, section 6), as authenticators take secrets. */
final class Base32 {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private Base32() {}

    static String encode(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int held = 0;
        int bits = 0;
        for (byte one : bytes) {
            held = (held << 8 | (one & 0xff)) & 0xfff;
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(ALPHABET.charAt(held >> bits & 31));
            }
        }
        if (bits > 0) {
            text.append(ALPHABET.charAt(held << 5 - bits & 31));
        }
        return text.toString();
    }
}

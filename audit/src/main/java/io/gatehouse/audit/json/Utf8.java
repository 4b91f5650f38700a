package io.gatehouse.audit.json;

/** Where bytes stop being UTF-8 as RFC 3629, section 3, defines it. */
final class Utf8 {

    private Utf8() {}

    /**
     * The offset of the first byte of the first sequence that is not UTF-8, or -1 when all are.
     *
     * <p>Overlong forms, encoded surrogates (CESU-8) and code points above U+10FFFF are refused:
     * they let two readers see different text, or different names, in the same bytes.
     */
    static int firstFault(byte[] bytes) {
        int i = 0;
        while (i < bytes.length) {
            int length = sequenceLength(bytes, i);
            if (length == 0) {
                return i;
            }
            i += length;
        }
        return -1;
    }

    private static int sequenceLength(byte[] bytes, int at) {
        int lead = bytes[at] & 0xff;
        if (lead < 0x80) {
            return 1;
        }
        if (lead >= 0xc2 && lead <= 0xdf) {
            return within(bytes, at + 1, 0x80, 0xbf) ? 2 : 0;
        }
        if (lead >= 0xe0 && lead <= 0xef) {
            int low = lead == 0xe0 ? 0xa0 : 0x80;
            int high = lead == 0xed ? 0x9f : 0xbf;
            return within(bytes, at + 1, low, high) && within(bytes, at + 2, 0x80, 0xbf) ? 3 : 0;
        }
        if (lead >= 0xf0 && lead <= 0xf4) {
            int low = lead == 0xf0 ? 0x90 : 0x80;
            int high = lead == 0xf4 ? 0x8f : 0xbf;
            return within(bytes, at + 1, low, high)
                            && within(bytes, at + 2, 0x80, 0xbf)
                            && within(bytes, at + 3, 0x80, 0xbf)
                    ? 4
                    : 0;
        }
        return 0;
    }

    private static boolean within(byte[] bytes, int at, int low, int high) {
        return at < bytes.length && (bytes[at] & 0xff) >= low && (bytes[at] & 0xff) <= high;
    }
}

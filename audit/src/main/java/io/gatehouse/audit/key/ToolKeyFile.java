package io.gatehouse.audit.key;

import io.gatehouse.audit.file.OwnerOnly;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The file in which an existing tool keeps an HMAC key: the bytes as they are, white space
 * included, or text after {@code hex:} or {@code base64:} with at most one line end.
 *
 * <p>The existing tools disagree about white space around raw keys; the licence and bundle tools
 * keep all of it, and so does this. A tool that strips it has a key file without it.
 */
public final class ToolKeyFile {

    /** No secret is longer: it must fit into a secret file of ours. */
    private static final int LONGEST = 768;

    private static final byte[] HEX = "hex:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BASE64 = "base64:".getBytes(StandardCharsets.US_ASCII);

    private ToolKeyFile() {}

    /**
     * Reads a key; the caller wipes it.
     *
     * @throws KeyFaultException when the file is not its owner's alone, cannot be read, is too
     *     long, or does not hold what its prefix says
     */
    public static SecretBytes read(Path file) {
        String subject = String.valueOf(file.getFileName());
        byte[] raw = new byte[0];
        byte[] secret = new byte[0];
        try {
            Optional<String> objection = OwnerOnly.objection(file);
            if (objection.isPresent()) {
                // a key that others could read may be in anybody's hands already
                throw KeyFault.of(
                        KeyFault.Kind.INSECURE_FILE,
                        subject,
                        "the key's file is refused: " + objection.get());
            }
            try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                raw = in.readNBytes(2 * LONGEST + BASE64.length + 2);
            }
            secret = decode(raw);
            if (secret.length > LONGEST) {
                throw new IllegalArgumentException("too long");
            }
            return SecretBytes.copyOf(secret);
        } catch (IOException e) {
            throw KeyFault.of(KeyFault.Kind.UNREADABLE, subject, "the key's file cannot be read");
        } catch (IllegalArgumentException e) {
            // the cause quotes the text, which is the secret
            throw KeyFault.of(
                    KeyFault.Kind.MALFORMED,
                    subject,
                    "the key's file does not hold at most "
                            + LONGEST
                            + " bytes, raw or after hex: or base64:");
        } finally {
            Arrays.fill(raw, (byte) 0);
            Arrays.fill(secret, (byte) 0);
        }
    }

    private static byte[] decode(byte[] raw) {
        if (startsWith(raw, HEX)) {
            byte[] body = body(raw, HEX.length);
            char[] text = new char[body.length];
            try {
                for (int i = 0; i < body.length; i++) {
                    text[i] = (char) (body[i] & 0xff);
                }
                return HexFormat.of().parseHex(text, 0, text.length);
            } finally {
                Arrays.fill(body, (byte) 0);
                Arrays.fill(text, '\0');
            }
        }
        if (startsWith(raw, BASE64)) {
            byte[] body = body(raw, BASE64.length);
            try {
                return Base64.getDecoder().decode(body);
            } finally {
                Arrays.fill(body, (byte) 0);
            }
        }
        return raw.clone();
    }

    private static boolean startsWith(byte[] bytes, byte[] prefix) {
        return bytes.length >= prefix.length
                && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }

    /** What stands behind the prefix, without one line end. */
    private static byte[] body(byte[] raw, int from) {
        int end = raw.length;
        if (end > from && raw[end - 1] == '\n') {
            end--;
        }
        return Arrays.copyOfRange(raw, from, end);
    }
}

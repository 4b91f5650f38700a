package io.gatehouse.audit.compat;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The files of a compat verification, with the failures that the existing tool makes of them. */
final class CompatFiles {

    /** Largest key, schema and summary in bytes; the existing tool has no limit. */
    private static final int LARGEST = 16 * 1024 * 1024;

    private final CompatInputs inputs;

    CompatFiles(CompatInputs inputs) {
        this.inputs = inputs;
    }

    /** A stream of text that must be closed. */
    InputStream log(String path) throws CompatFailure, IOException {
        if (path.equals("-")) {
            return new Unclosed(inputs.standardInput());
        }
        Path file = path(path);
        if (!Files.exists(file)) {
            throw new CompatFailure(CompatReason.UNREADABLE, path);
        }
        InputStream raw = Files.newInputStream(file);
        if (!isPacked(file)) {
            return raw;
        }
        try {
            return new GZIPInputStream(raw, 8_192);
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    private static boolean isPacked(Path file) {
        return String.valueOf(file.getFileName()).endsWith(".gz");
    }

    /** How a failure while reading a log or summary looks from outside. */
    static CompatFailure of(IOException e, String path) {
        boolean damaged =
                e instanceof EOFException
                        || (e instanceof ZipException
                                && !String.valueOf(e.getMessage()).matches("Not in.*|Corrupt.*"));
        return new CompatFailure(
                damaged ? CompatReason.BROKEN_COMPRESSION : CompatReason.UNREADABLE, path);
    }

    byte[] key(String path) throws CompatFailure {
        byte[] bytes;
        try {
            bytes = bounded(Files.newInputStream(path(path)), path);
        } catch (IOException e) {
            throw new CompatFailure(CompatReason.FILE_UNREADABLE, path);
        }
        byte[] key = PythonText.strip(bytes);
        if (key.length == 0) {
            throw new CompatFailure(CompatReason.KEY_FILE_EMPTY, path);
        }
        return key;
    }

    /** The schema; empty when there is no such file. */
    Optional<CompatSchema> schema(String name) throws CompatFailure {
        Path file = path(name);
        if (name.startsWith("builtin:") || !Files.isRegularFile(file)) {
            return CompatSchema.ALIASES.contains(name)
                    ? Optional.of(CompatSchema.builtin())
                    : Optional.empty();
        }
        try {
            CompatValue value =
                    CompatSettings.json(text(bounded(Files.newInputStream(file), name)))
                            .orElseThrow(() -> CompatFlags.usage(name + " is not JSON"));
            if (!(value instanceof CompatValue.Dict schema)) {
                throw CompatFlags.usage(name + " is no JSON object");
            }
            return Optional.of(FileSchema.of(schema));
        } catch (IOException e) {
            throw new CompatFailure(CompatReason.FILE_MISSING, name);
        }
    }

    /** A summary file: an object with a member {@code summary} that is one too. */
    CompatValue.Dict summary(String path) throws CompatFailure {
        CompatValue value;
        try (InputStream in = log(path)) {
            value = CompatJson.read(text(bounded(in, path)));
        } catch (IOException e) {
            throw of(e, path);
        }
        if (value instanceof CompatValue.Dict dict && dict.dict("summary").isPresent()) {
            return dict;
        }
        throw new CompatFailure(CompatReason.SUMMARY_DIFFERS, path);
    }

    private static byte[] bounded(InputStream in, String path) throws IOException, CompatFailure {
        try (in) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new CompatFailure(CompatReason.OVER_LIMIT, path);
            }
            return bytes;
        }
    }

    private static String text(byte[] bytes) throws CompatFailure {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new CompatFailure(CompatReason.INVALID_UTF8);
        }
    }

    /** Writes a report; folders that are missing are made. */
    void write(String path, String text) throws CompatFailure {
        try {
            Path file = inputs.path(path, false).toAbsolutePath();
            Files.createDirectories(file.getParent());
            Files.write(file, CompatPrinter.utf8(text));
        } catch (IOException | InvalidPathException e) {
            throw new CompatFailure(CompatReason.REPORT_NOT_WRITTEN, path);
        }
    }

    private Path path(String written) throws CompatFailure {
        try {
            return inputs.path(written, true);
        } catch (InvalidPathException e) {
            throw new CompatFailure(CompatReason.FILE_UNREADABLE, "a path with a zero byte");
        }
    }

    /** The caller's standard input stays open. */
    private static final class Unclosed extends FilterInputStream {
        Unclosed(InputStream in) {
            super(in);
        }

        @Override
        public void close() {
            // not ours
        }
    }
}

package io.gatehouse.cli.command;

import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.cli.Messages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/**
 * Where the passphrase of a backup comes from when neither file nor terminal gives it: standard
 * input or a credential of systemd. Never an argument or a variable, which other processes see.
 */
final class BackupPassphrase {

    private static final int LONGEST = 4096;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,127}");

    @Option(
            names = "--passphrase-stdin",
            description = "Read the passphrase of the backup from standard input: one line.")
    private boolean stdin;

    @Option(
            names = "--passphrase-credential",
            paramLabel = "NAME",
            description =
                    "Read the passphrase of the backup from a credential of systemd"
                            + " (LoadCredential=NAME).")
    private Optional<String> credential = Optional.empty();

    /** Whether one of both was asked for. */
    boolean isGiven() {
        return stdin || credential.isPresent();
    }

    /** The passphrase, which the caller wipes. */
    char[] read(Messages messages) throws Unanswerable {
        if (stdin && credential.isPresent()) {
            throw Unanswerable.usage(messages.text("backup.one-passphrase"));
        }
        byte[] bytes = new byte[0];
        try (InputStream in = stdin ? System.in : open(messages)) {
            bytes = in.readNBytes(LONGEST);
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            int length = 0;
            while (length < text.length() && text.charAt(length) != '\n') {
                length++;
            }
            char[] passphrase = new char[length];
            text.get(passphrase, 0, length);
            if (text.hasArray()) {
                Arrays.fill(text.array(), '\0');
            }
            return passphrase;
        } catch (CharacterCodingException e) {
            throw Unanswerable.undecided(messages.text("backup.passphrase-text"), List.of());
        } catch (IOException e) {
            throw Unanswerable.undecided(messages.text("backup.passphrase-unread"), List.of());
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private InputStream open(Messages messages) throws IOException, Unanswerable {
        String directory = System.getenv("CREDENTIALS_DIRECTORY");
        String name = credential.orElseThrow();
        if (directory == null || !NAME.matcher(name).matches()) {
            throw Unanswerable.usage(messages.text("backup.no-credential", name));
        }
        return Files.newInputStream(Path.of(directory).resolve(name), LinkOption.NOFOLLOW_LINKS);
    }
}

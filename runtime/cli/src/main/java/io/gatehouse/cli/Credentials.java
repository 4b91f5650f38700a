package io.gatehouse.cli;

import io.gatehouse.app.signing.CommandSigner;
import io.gatehouse.app.signing.CredentialSigner;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.file.OwnerOnly;
import io.gatehouse.audit.key.PersonCredential;
import io.gatehouse.audit.key.PersonSigner;
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

/**
 * Opens credentials. A passphrase comes from an owner-only file or from the terminal, never from an
 * argument or a variable, where other processes could read it; it is wiped after use.
 */
public final class Credentials {

    private static final int LONGEST = 4096;

    private final Surroundings surroundings;
    private final Messages messages;

    public Credentials(Surroundings surroundings, Messages messages) {
        this.surroundings = surroundings;
        this.messages = messages;
    }

    /** The signer of the person who is named, or whose credential it is, for commands. */
    CommandSigner open(
            Workspace workspace,
            Optional<String> person,
            Optional<Path> credential,
            Optional<Path> passphraseFile)
            throws Unanswerable {
        return new CredentialSigner(
                person(workspace, person, credential, passphraseFile),
                surroundings.clock(),
                surroundings.random());
    }

    /** The same for what is no command; the caller closes it. */
    PersonSigner person(
            Workspace workspace,
            Optional<String> person,
            Optional<Path> credential,
            Optional<Path> passphraseFile)
            throws Unanswerable {
        if (person.isEmpty() && credential.isEmpty()) {
            throw Unanswerable.usage(messages.text("credential.who"));
        }
        Path file = credential.orElseGet(() -> workspace.credential(person.orElseThrow()));
        PersonCredential opened = PersonCredential.load(file);
        if (person.isPresent() && !opened.person().value().equals(person.get())) {
            throw Unanswerable.usage(
                    messages.text("credential.other", opened.person(), person.get()));
        }
        char[] passphrase =
                passphrase(messages.text("credential.prompt", opened.person()), passphraseFile);
        try {
            return opened.open(passphrase);
        } finally {
            Arrays.fill(passphrase, '\0');
        }
    }

    /** A passphrase from a file or the terminal; the caller wipes it. */
    public char[] passphrase(String prompt, Optional<Path> file) throws Unanswerable {
        if (file.isPresent()) {
            return fromFile(file.get());
        }
        return surroundings
                .terminal()
                .passphrase(prompt)
                .orElseThrow(() -> Unanswerable.usage(messages.text("credential.no-terminal")));
    }

    private char[] fromFile(Path file) throws Unanswerable {
        byte[] bytes = new byte[0];
        try {
            Optional<String> objection = OwnerOnly.objection(file);
            if (objection.isPresent()) {
                throw Unanswerable.undecided(
                        messages.text("credential.insecure", file, objection.get()), List.of());
            }
            try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                bytes = in.readNBytes(LONGEST);
            }
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            int length = text.length();
            // One line end belongs to the editor, not to the passphrase.
            if (length > 0 && text.charAt(length - 1) == '\n') {
                length--;
            }
            char[] passphrase = new char[length];
            text.get(passphrase, 0, length);
            if (text.hasArray()) {
                Arrays.fill(text.array(), '\0');
            }
            return passphrase;
        } catch (CharacterCodingException e) {
            throw Unanswerable.undecided(messages.text("credential.not-text", file), List.of());
        } catch (IOException e) {
            throw Unanswerable.undecided(messages.text("credential.unreadable", file), List.of());
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }
}

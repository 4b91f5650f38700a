package io.gatehouse.cli;

import io.gatehouse.app.remote.Wire;
import io.gatehouse.app.signing.CredentialSigner;
import io.gatehouse.audit.key.PersonCredential;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;

/** Signs bodies of requests as persons of a bench. Thread-safe once a person has signed. */
final class Signing implements AutoCloseable {

    private static final InstallationId BOT = new InstallationId("bot-1");

    private final Bench bench;
    private final Map<String, CredentialSigner> signers = new HashMap<>();

    Signing(Bench bench) {
        this.bench = bench;
    }

    JsonObject object(String person, Command command) throws Exception {
        return Wire.encode(signer(person).sign(BOT, command).signed().orElseThrow());
    }

    byte[] body(String person, Command command) throws Exception {
        return CanonicalJson.bytes(object(person, command));
    }

    private synchronized CredentialSigner signer(String person) throws Exception {
        CredentialSigner signer = signers.get(person);
        if (signer == null) {
            Path file = bench.workspace().resolve("secrets/people/" + person + ".json");
            char[] passphrase =
                    Files.readString(bench.home().resolve("passphrases").resolve(person))
                            .strip()
                            .toCharArray();
            signer =
                    new CredentialSigner(
                            PersonCredential.load(file).open(passphrase),
                            bench.clock(),
                            new SecureRandom());
            signers.put(person, signer);
        }
        return signer;
    }

    @Override
    public void close() {
        signers.values().forEach(CredentialSigner::close);
    }
}

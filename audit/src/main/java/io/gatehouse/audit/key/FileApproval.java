package io.gatehouse.audit.key;

import io.gatehouse.audit.json.Timestamps;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A person's signature under the exact bytes of one file, for one purpose, in one installation.
 *
 * <p>For what persons must agree to before a gate is open: limits looser than the named profiles, a
 * request for a licence. It authorises nothing by itself.
 *
 * @param purpose what is agreed to, such as {@code risk-limits}; a signature for one purpose is
 *     none for another
 * @param file SHA-384 of the file's bytes
 * @param at the signer's word, in whole milliseconds
 */
public record FileApproval(
        PersonId person, KeyId key, String purpose, Digest file, Instant at, String signature) {

    public FileApproval {
        if (!purpose.matches("[a-z][a-z0-9-]{0,63}")) {
            throw new IllegalArgumentException("a purpose is a name of small letters");
        }
        at = at.truncatedTo(ChronoUnit.MILLIS);
    }

    /** Signs with an opened credential. */
    public static FileApproval sign(
            PersonSigner signer,
            InstallationId installation,
            String purpose,
            Digest file,
            Instant at) {
        FileApproval unsigned =
                new FileApproval(signer.person(), signer.key(), purpose, file, at, "");
        return new FileApproval(
                signer.person(),
                signer.key(),
                purpose,
                file,
                at,
                signer.sign(SignatureDomain.FILE, unsigned.statement(installation)));
    }

    /** What is signed. */
    JsonObject statement(InstallationId installation) {
        return JsonObject.builder()
                .put("installation", installation.value())
                .put("person", person.value())
                .put("key", key.value())
                .put("purpose", purpose)
                .put("file_sha384", file.value())
                .put("at", Timestamps.format(at))
                .build();
    }
}

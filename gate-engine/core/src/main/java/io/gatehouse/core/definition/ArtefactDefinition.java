package io.gatehouse.core.definition;

import io.gatehouse.core.id.ArtefactId;
import java.util.Optional;

/**
 * A kind of file that a step must leave behind.
 *
 * @param path glob relative to the workspace, {@code /}-separated, without {@code ..}
 * @param atLeast how many files must match; 0 only for an alternative of an any-of group
 * @param secret key material: its digest is recorded, its bytes are never copied, exported or shown
 * @param entryKey the member of the decision entry's {@code artefacts} that carries its digest,
 *     when the documents name one; otherwise the artefact id
 */
public record ArtefactDefinition(
        ArtefactId id, String path, int atLeast, boolean secret, Optional<String> entryKey) {

    public ArtefactDefinition {
        if (path.isBlank() || path.startsWith("/") || path.contains("\\") || path.contains("..")) {
            throw new IllegalArgumentException(
                    "artefact path must be relative to the workspace, without '..' and '\\'");
        }
        if (atLeast < 0) {
            throw new IllegalArgumentException("at-least is negative");
        }
    }

    /** The member name under which the entry carries this artefact's digest. */
    public String memberName() {
        return entryKey.orElse(id.value());
    }
}

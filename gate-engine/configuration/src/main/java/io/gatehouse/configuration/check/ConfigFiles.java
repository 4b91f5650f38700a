package io.gatehouse.configuration.check;

import io.gatehouse.core.digest.DigestPair;
import java.util.Optional;

/** The files that a configuration names, seen from the folder in which it lies. */
@FunctionalInterface
public interface ConfigFiles {

    /** Nothing is known of any file: what rests on files is not checked. */
    ConfigFiles UNSEEN = path -> Optional.empty();

    /** What is there. */
    sealed interface Sight {

        /** A regular file. */
        record Present(DigestPair digests) implements Sight {}

        /**
         * No file, or none that may be looked at.
         *
         * @param reason for people, in English
         */
        record Absent(String reason) implements Sight {}
    }

    /**
     * Looks at a file.
     *
     * @param path as the configuration has it
     * @return empty when nobody looks at files here
     */
    Optional<Sight> look(String path);
}

package io.gatehouse.cli;

import java.io.Console;
import java.util.Optional;

/** Port: the person at the keyboard, if there is one. */
public interface Terminal {

    /** Asks without echo; empty where nobody can be asked. */
    Optional<char[]> passphrase(String prompt);

    /** Asks for a line; empty where nobody can be asked. */
    Optional<String> line(String prompt);

    /** The terminal of this process. */
    static Terminal system() {
        return new Terminal() {
            @Override
            public Optional<char[]> passphrase(String prompt) {
                Console console = System.console();
                return console == null
                        ? Optional.empty()
                        : Optional.ofNullable(console.readPassword("%s", prompt));
            }

            @Override
            public Optional<String> line(String prompt) {
                Console console = System.console();
                return console == null
                        ? Optional.empty()
                        : Optional.ofNullable(console.readLine("%s", prompt));
            }
        };
    }
}

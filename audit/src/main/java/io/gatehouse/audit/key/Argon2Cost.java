package io.gatehouse.audit.key;

/**
 * What one guess at a passphrase costs (Argon2id, RFC 9106).
 *
 * @param memoryKib 8,192 to 1,048,576 KiB
 * @param iterations 1 to 16
 * @param parallelism 1 to 8 lanes
 */
public record Argon2Cost(int memoryKib, int iterations, int parallelism) {

    /** RFC 9106, section 4, second recommended option: 64 MiB, three passes, four lanes. */
    public static final Argon2Cost DEFAULT = new Argon2Cost(64 * 1024, 3, 4);

    /** The floor: for tests; below it a file is refused as unprotected. */
    public static final Argon2Cost FLOOR = new Argon2Cost(8 * 1024, 1, 1);

    public Argon2Cost {
        // upper limits too: the numbers come from a file, which must not make us take all memory
        require("memory", memoryKib, 8 * 1024, 1024 * 1024);
        require("iterations", iterations, 1, 16);
        require("parallelism", parallelism, 1, 8);
    }

    private static void require(String what, int value, int low, int high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(
                    "Argon2id " + what + " outside " + low + " to " + high);
        }
    }
}

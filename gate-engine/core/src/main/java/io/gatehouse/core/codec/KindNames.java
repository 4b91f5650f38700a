package io.gatehouse.core.codec;

import java.util.Locale;

/** Names of kinds of commands and events in the journal: {@code OpenPromotion}, OPEN_PROMOTION. */
public final class KindNames {

    /** Kept with the classes, and forgotten with them. */
    private static final ClassValue<String> NAMES =
            new ClassValue<>() {
                @Override
                protected String computeValue(Class<?> kind) {
                    return kind.getSimpleName()
                            .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
                            .toUpperCase(Locale.ROOT);
                }
            };

    private KindNames() {}

    /** The simple name of a class in capitals, with underscores between its words. */
    public static String of(Class<?> kind) {
        return NAMES.get(kind);
    }
}

package io.gatehouse.systemtests.server;

import java.time.Instant;

/** Something that goes wrong with what a LIVE installation rests upon. */
sealed interface LiveFault {

    String kind();

    /** The finding that tells it; empty when nothing can be put on record. */
    String code();

    /** Whether it is part of an ordinary run. */
    boolean ordinary();

    /** On what terms the installation was brought to LIVE. */
    Terms terms();

    /**
     * Terms of the gate {@code live}. All that ends by itself stands at once, and only one can end
     * first.
     */
    enum Terms {
        /** The certificate ends first, five minutes before its 90 days are over. */
        BUILT_IN("", ""),
        /** A checklist counts for 20 days. */
        CHECKLIST("standing-max-age: P90D", "standing-max-age: P20D"),
        /** The licence of 365 days has to have 345 days left. */
        LICENCE(
                "standing: true, standing-min-remaining: PT5M}",
                "standing: true, standing-min-remaining: P345D}");

        private final String old;
        private final String replacement;

        Terms(String old, String replacement) {
            this.old = old;
            this.replacement = replacement;
        }

        String of(String definition) {
            return ServedLive.replace(definition, old, replacement);
        }
    }

    /** Work on an installation. */
    @FunctionalInterface
    interface Deed {
        void on(ServedLive live) throws Exception;
    }

    /** Somebody does something to it. */
    record Inflicted(String kind, String code, boolean ordinary, Deed deed) implements LiveFault {

        static Inflicted of(String kind, String code, Deed deed) {
            return new Inflicted(kind, code, false, deed);
        }

        Inflicted always() {
            return new Inflicted(kind, code, true, deed);
        }

        @Override
        public Terms terms() {
            return Terms.BUILT_IN;
        }
    }

    /** When something ends. */
    @FunctionalInterface
    interface Moment {
        Instant of(ServedLive live) throws Exception;
    }

    /** Something ends by itself. */
    record Ending(String kind, Terms terms, String code, Moment moment) implements LiveFault {

        @Override
        public boolean ordinary() {
            return false;
        }
    }
}

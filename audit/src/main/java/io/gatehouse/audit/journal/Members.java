package io.gatehouse.audit.journal;

import io.gatehouse.core.codec.InstantText;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonObject;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/** Strict access to the members of a journal line; refuses with {@link LineRefusal}. */
record Members(JsonObject object, String what) {

    /** Demands exactly these names, the optional ones aside. */
    Members requireExactly(Set<String> names, Set<String> optional) {
        boolean missing = !object.names().containsAll(names);
        boolean strange =
                object.names().stream()
                        .anyMatch(name -> !names.contains(name) && !optional.contains(name));
        if (missing || strange) {
            throw shape("exactly the members " + String.join(", ", new TreeSet<>(names)));
        }
        return this;
    }

    long number(String name, long least) {
        long value = object.integer(name).orElseThrow(() -> shape("an integer '" + name + "'"));
        if (value < least) {
            throw shape("'" + name + "' of at least " + least);
        }
        return value;
    }

    String text(String name) {
        return object.text(name).orElseThrow(() -> shape("text '" + name + "'"));
    }

    JsonObject object(String name) {
        return object.object(name).orElseThrow(() -> shape("an object '" + name + "'"));
    }

    Digest sha384(String name) {
        String text = text(name);
        if (!Digest.isDigest(text) || !text.startsWith("sha384:")) {
            throw shape("a SHA-384 digest '" + name + "'");
        }
        return Digest.parse(text);
    }

    /**
     * A time in the one spelling of {@link Instant#toString}, so that equal times are equal text.
     */
    Instant time(String name) {
        return InstantText.parse(text(name))
                .orElseThrow(() -> shape("a UTC time '" + name + "' in canonical form"));
    }

    LineRefusal shape(String expected) {
        return new LineRefusal(
                JournalFault.Kind.LINE_SHAPE, what + " with " + expected, "another shape");
    }
}

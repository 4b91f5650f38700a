package io.gatehouse.server;

import io.gatehouse.core.codec.RecordCodec;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.state.PromotionState;
import java.util.ArrayList;
import java.util.List;

/**
 * Entity tags: of the journal's position for an installation, of its own digest for a promotion.
 */
final class Tags {

    private static final int LONGEST = 4096;

    private Tags() {}

    static String of(JournalPosition position) {
        return '"' + "j" + position.seq() + "-" + position.digest().hex().substring(0, 32) + '"';
    }

    static String of(PromotionState promotion) {
        return '"' + "p-" + Digest.of(RecordCodec.encode(promotion)).hex().substring(0, 32) + '"';
    }

    /**
     * The tags of an {@code If-Match} header (RFC 9110, section 13.1.1); a weak one matches nothing
     * and is left out.
     *
     * @throws Problem.Thrown when it is not of that form
     */
    static List<String> parse(String header) {
        List<String> tags = new ArrayList<>();
        if (header.length() > LONGEST) {
            throw malformed();
        }
        for (String part : header.split(",", -1)) {
            String tag = part.strip();
            if (!tag.matches("\\*|(W/)?\"[\\x21\\x23-\\x7e]*\"")) {
                throw malformed();
            }
            if (!tag.startsWith("W/")) {
                tags.add(tag);
            }
        }
        return tags;
    }

    private static Problem.Thrown malformed() {
        return Problem.of(ProblemType.MALFORMED, "If-Match: no entity tag").thrown();
    }
}

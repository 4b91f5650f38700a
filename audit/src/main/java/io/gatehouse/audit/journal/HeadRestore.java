package io.gatehouse.audit.journal;

import java.io.IOException;
import java.util.Optional;

/**
 * Makes the head of a journal anew, for a recovery that a person answers for. Whoever calls it must
 * know from elsewhere that the segments are whole: a head made from cut segments would bless the
 * cut. Stateless.
 */
public final class HeadRestore {

    private HeadRestore() {}

    /**
     * The bytes of the head of segments that verify to their end.
     *
     * @throws JournalFaultException when they do not, or a code cannot be checked here
     * @throws IOException when there are no segments
     */
    public static byte[] of(JournalFiles files, CommitKeys keys) throws IOException {
        CommitRecord[] last = new CommitRecord[1];
        JournalReader.Summary summary =
                new JournalReader(files, keys).groups(group -> last[0] = group.commit());
        Optional<JournalFault> tail = summary.tail();
        if (tail.isPresent()) {
            throw tail.get().exception();
        }
        if (last[0] == null) {
            throw new IOException("a journal without events has no head to restore");
        }
        if (summary.unauthenticated() > 0) {
            throw JournalFault.of(
                            JournalFault.Kind.COMMIT_KEY_ABSENT,
                            JournalHead.FILE,
                            0,
                            0,
                            last[0].seq(),
                            "the secret of key " + last[0].key(),
                            "none")
                    .exception();
        }
        return JournalHead.signed(
                        last[0].seq(), last[0].digest(), last[0].root(), last[0].time(), keys)
                .fileBytes();
    }
}

package io.gatehouse.audit.journal;

import io.gatehouse.audit.key.HmacKey;
import io.gatehouse.audit.key.KeyAlgorithm;
import io.gatehouse.audit.key.KeyEntry;
import io.gatehouse.audit.key.KeyFault;
import io.gatehouse.audit.key.KeyFaultException;
import io.gatehouse.audit.key.KeyPurpose;
import io.gatehouse.audit.key.KeyStanding;
import io.gatehouse.audit.key.OpenKeyRing;
import io.gatehouse.core.id.KeyId;
import java.time.Instant;
import java.util.Optional;

/** Port: the journal's HMAC keys. Thread-safe. */
public interface CommitKeys {

    /** What can be said of a code. */
    enum Answer {
        RIGHT,
        WRONG,
        /** The secret is not on this machine, as for an auditor: nothing can be said. */
        UNCHECKED,
        /** No such key, not a journal key, or not usable at that time. */
        NOT_ADMITTED
    }

    /** An auditor's keys: none; every code stays unchecked. */
    CommitKeys NONE =
            new CommitKeys() {
                @Override
                public KeyId signingKey(Instant time) {
                    throw new IllegalStateException("an auditor does not write");
                }

                @Override
                public byte[] sign(KeyId key, byte[]... parts) {
                    throw new IllegalStateException("an auditor does not write");
                }

                @Override
                public Answer verify(KeyId key, Instant time, byte[] code, byte[]... parts) {
                    return Answer.UNCHECKED;
                }
            };

    /**
     * The key that signs at a time.
     *
     * @throws KeyFaultException when there is none
     */
    KeyId signingKey(Instant time);

    /** HMAC-SHA384 over the parts, one after another. */
    byte[] sign(KeyId key, byte[]... parts);

    /** Compares in constant time. */
    Answer verify(KeyId key, Instant time, byte[] code, byte[]... parts);

    /** The keys of a ring whose purpose is the journal. */
    static CommitKeys of(OpenKeyRing ring) {
        return new CommitKeys() {
            @Override
            public KeyId signingKey(Instant time) {
                return ring.signingHmac(KeyPurpose.JOURNAL, time).id();
            }

            @Override
            public byte[] sign(KeyId key, byte[]... parts) {
                return ring.hmac(key).sign(parts);
            }

            @Override
            public Answer verify(KeyId key, Instant time, byte[] code, byte[]... parts) {
                Optional<KeyEntry> entry = ring.ring().find(key);
                // another purpose's key would let whoever seals decisions write history
                if (entry.filter(e -> e.purpose().equals(KeyPurpose.JOURNAL)).isEmpty()
                        || entry.get().algorithm() != KeyAlgorithm.HMAC_SHA384
                        || entry.get().standingAt(time) != KeyStanding.USABLE) {
                    return Answer.NOT_ADMITTED;
                }
                HmacKey secret;
                try {
                    secret = ring.hmac(key);
                } catch (KeyFaultException e) {
                    return e.fault().kind() == KeyFault.Kind.SECRET_ABSENT
                            ? Answer.UNCHECKED
                            : Answer.NOT_ADMITTED;
                }
                return secret.verify(code, parts) ? Answer.RIGHT : Answer.WRONG;
            }
        };
    }
}

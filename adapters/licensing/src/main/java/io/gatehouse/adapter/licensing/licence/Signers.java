package io.gatehouse.adapter.licensing.licence;

import java.util.Set;

/** Who has signed something. Implementations verify the signatures and are thread-safe. */
public interface Signers {

    /** Ids of the persons with a valid signature over exactly these bytes; empty when nobody. */
    Set<String> of(byte[] exactBytes);
}

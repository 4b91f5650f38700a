package io.gatehouse.adapter.liverouter.journal;

/**
 * Where a journal of version 2 stands: how many events, the checksum of the last group, and the
 * last seal that stands in it.
 */
record JournalEnd(long events, String checksum, Seal sealed) {

    static final String NO_CHECKSUM = "0".repeat(Checksum.DIGITS);
    static final JournalEnd START = new JournalEnd(0, NO_CHECKSUM, Seal.START);

    private static final String SCHEMA = "gatehouse.order-journal/v2";

    /** Where the second version goes on after the first: what was chained counts as sealed. */
    static JournalEnd after(ChainState one) {
        return new JournalEnd(one.events(), NO_CHECKSUM, new Seal(one.events(), one.digest()));
    }

    /** First line of a segment that begins here; canonical JSON. */
    byte[] header() {
        return PlainLine.ascii(
                "{\"chain\":\""
                        + sealed.digest()
                        + "\",\"crc\":\""
                        + checksum
                        + "\",\"first\":"
                        + (events + 1)
                        + ",\"schema\":\""
                        + SCHEMA
                        + "\",\"sealed\":"
                        + sealed.events()
                        + "}\n");
    }

    /** Last line of a group that led here; canonical JSON. */
    byte[] commit() {
        return PlainLine.ascii("{\"commit\":" + events + ",\"crc\":\"" + checksum + "\"}\n");
    }
}

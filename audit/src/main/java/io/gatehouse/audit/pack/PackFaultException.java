package io.gatehouse.audit.pack;

/** A file that is not a pack, and where that shows. Texts are ours: nothing is quoted from it. */
public final class PackFaultException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String place;
    private final String expected;
    private final String observed;

    PackFaultException(String place, String expected, String observed) {
        super(place + ": expected " + expected + ", observed " + observed, null, false, false);
        this.place = place;
        this.expected = expected;
        this.observed = observed;
    }

    /** A member, or an offset in the file. */
    public String place() {
        return place;
    }

    public String expected() {
        return expected;
    }

    public String observed() {
        return observed;
    }
}

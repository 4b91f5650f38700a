package io.gatehouse.embedded;

/** Which build this is; recorded with each verdict. */
public final class Build {

    private Build() {}

    /** Name and version, such as {@code gatehouse-0.1.0-SNAPSHOT}. */
    public static String id() {
        String version = Build.class.getPackage().getImplementationVersion();
        return "gatehouse-" + (version == null ? "unpackaged" : version);
    }
}

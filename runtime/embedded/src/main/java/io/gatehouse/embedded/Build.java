package io.gatehouse.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which build this is; recorded with each verdict. */
public final class Build {

    private static final String ID = read();

    private Build() {}

    /** Name and version, such as {@code gatehouse-0.1.0}. */
    public static String id() {
        return ID;
    }

    private static String read() {
        Properties properties = new Properties();
        try (InputStream in = Build.class.getResourceAsStream("build.properties")) {
            if (in == null) {
                throw new IllegalStateException("this build lacks build.properties");
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "gatehouse-" + properties.getProperty("version");
    }
}

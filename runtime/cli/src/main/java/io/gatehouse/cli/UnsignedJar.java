package io.gatehouse.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A copy of a signed jar without its signature, for the launcher's own class path: the JVM archives
 * no class of a signed jar, and checks the signature anew at each start (ADR 0079).
 *
 * <p>The signature is checked here, once and whole: where anything in the jar is changed, or added
 * without being signed, nothing is copied.
 */
public final class UnsignedJar {

    private static final String META = "META-INF/";

    private UnsignedJar() {}

    /** Arguments: an existing directory for the copies, then jars; jars without signature stay. */
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        for (String jar : List.of(arguments).subList(1, arguments.length)) {
            copy(Path.of(jar), directory.resolve(Path.of(jar).getFileName()));
        }
    }

    /**
     * Whether there was a signature, and so a copy.
     *
     * @throws SecurityException when an entry is not as it was signed, or is not signed at all
     */
    static boolean copy(Path signed, Path copy) throws IOException {
        Path unfinished = copy.resolveSibling(copy.getFileName() + ".unfinished");
        try (JarFile jar = new JarFile(signed.toFile(), true)) {
            if (jar.stream().noneMatch(entry -> isOfSignature(entry.getName()))) {
                return false;
            }
            write(jar, unfinished);
            // Only a whole copy bears the name: the launcher takes what it finds under it.
            Files.move(unfinished, copy, StandardCopyOption.REPLACE_EXISTING);
            return true;
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static void write(JarFile jar, Path copy) throws IOException {
        try (OutputStream file = Files.newOutputStream(copy);
                ZipOutputStream out = new ZipOutputStream(file)) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                String name = entry.getName();
                if (isOfSignature(name)) {
                    continue;
                }
                ZipEntry written = new ZipEntry(name);
                written.setTime(entry.getTime());
                out.putNextEntry(written);
                if (name.equals(JarFile.MANIFEST_NAME)) {
                    withoutDigests(jar.getManifest()).write(out);
                } else {
                    verified(jar, entry).transferTo(out);
                }
                out.closeEntry();
            }
        }
    }

    /** The content, read to its end: only then has the JVM compared it with what was signed. */
    private static InputStream verified(JarFile jar, JarEntry entry) throws IOException {
        byte[] content;
        try (InputStream in = jar.getInputStream(entry)) {
            content = in.readAllBytes();
        }
        if (!entry.isDirectory() && entry.getCodeSigners() == null) {
            throw new SecurityException(jar.getName() + ": not signed: " + entry.getName());
        }
        return new ByteArrayInputStream(content);
    }

    private static Manifest withoutDigests(Manifest signed) {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putAll(signed.getMainAttributes());
        signed.getEntries()
                .forEach(
                        (name, attributes) -> {
                            Attributes kept = new Attributes(attributes);
                            kept.keySet().removeIf(key -> key.toString().endsWith("-Digest"));
                            if (!kept.isEmpty()) {
                                manifest.getEntries().put(name, kept);
                            }
                        });
        return manifest;
    }

    /** The files of a signature beside the manifest, as the JAR file specification names them. */
    private static boolean isOfSignature(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return upper.startsWith(META)
                && upper.indexOf('/', META.length()) < 0
                && (upper.endsWith(".SF")
                        || upper.endsWith(".RSA")
                        || upper.endsWith(".DSA")
                        || upper.endsWith(".EC"));
    }
}

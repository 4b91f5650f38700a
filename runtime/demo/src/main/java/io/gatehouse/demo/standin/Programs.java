package io.gatehouse.demo.standin;

import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonString;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Makes the stand-ins known to a workspace: one launcher, and {@code gatehouse/commands.yaml}. */
public final class Programs {

    /** The launcher, relative to the workspace. */
    public static final String LAUNCHER = "demo/stand-in";

    /** Where the workspace's programs are listed. */
    public static final String COMMANDS = "gatehouse/commands.yaml";

    private Programs() {}

    /**
     * Writes launcher and list, replacing older ones.
     *
     * <p>The launcher names this process's Java and class path, absolutely: the {@code command}
     * adapter hands down no environment. It is what is digested and adopted; the class path's
     * content is not (see the adapter's list of residuals).
     *
     * @return the prefix for each program, as it stands in the list
     */
    public static Map<String, List<String>> commandPrefixes(Path workspace) throws IOException {
        Path launcher = workspace.resolve(LAUNCHER);
        Files.createDirectories(launcher.getParent());
        DurableFiles.replace(launcher, script().getBytes(StandardCharsets.UTF_8));
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
        Map<String, List<String>> prefixes = new TreeMap<>();
        StandIn.names().forEach(name -> prefixes.put(name, List.of(LAUNCHER, name)));
        Path commands = workspace.resolve(COMMANDS);
        Files.createDirectories(commands.getParent());
        DurableFiles.replace(commands, list(prefixes).getBytes(StandardCharsets.UTF_8));
        return Collections.unmodifiableMap(prefixes);
    }

    private static String script() throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        if (!Files.isExecutable(java)) {
            throw new IOException("this Java has no launcher at " + java);
        }
        List<String> classPath = new ArrayList<>();
        for (String element :
                System.getProperty("java.class.path", "").split(File.pathSeparator, -1)) {
            if (!element.isEmpty()) {
                classPath.add(Path.of(element).toAbsolutePath().normalize().toString());
            }
        }
        List<String> command =
                Arrays.asList(
                        java.toString(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-XX:-UsePerfData",
                        "-Dfile.encoding=UTF-8",
                        "-cp",
                        String.join(File.pathSeparator, classPath),
                        StandIn.class.getName());
        return "#!/bin/sh\n# "
                + StandIn.LABEL
                + "; runs one of its stand-in programs.\nexec "
                + command.stream().map(Programs::quote).collect(Collectors.joining(" "))
                + " \"$@\"\n";
    }

    /** Single quotes stop the shell from reading anything in a path. */
    private static String quote(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    private static String list(Map<String, List<String>> prefixes) {
        StringBuilder yaml = new StringBuilder("# " + StandIn.LABEL + "\ncommands:\n");
        prefixes.forEach(
                (name, prefix) ->
                        yaml.append("  ")
                                .append(name)
                                .append(": [")
                                .append(
                                        prefix.stream()
                                                .map(
                                                        part ->
                                                                CanonicalJson.text(
                                                                        new JsonString(part)))
                                                .collect(Collectors.joining(", ")))
                                .append("]\n"));
        return yaml.toString();
    }
}

package io.gatehouse.adapter.risklabs.market;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where the files of a series lie: {@code
 * <namespace>/<SYMBOL>/<folder>/year=YYYY/month=MM/data.parquet} below a root, in the order of
 * their paths.
 *
 * <p>A symbol comes from a file or from a command and becomes a path and a part of a query. Names
 * are therefore of letters, digits and a few marks, no component is a link, and nothing outside of
 * the root is ever named. Immutable and thread-safe.
 */
final class DataFiles {

    static final String FILE = "data.parquet";

    /** Two centuries of months, twice. */
    private static final int MOST_FILES = 5_000;

    private static final int DEEPEST = 12;

    /** No leading dot: neither a hidden file nor a way up. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");

    private static final Pattern YEAR = Pattern.compile("year=[0-9]{4}");
    private static final Pattern MONTH = Pattern.compile("month=(0[1-9]|1[0-2])");

    /** What DuckDB would read as a pattern in a path, and what would end a line of a report. */
    private static final Pattern MAGIC = Pattern.compile("[*?\\[\\]{}\\p{Cntrl}]");

    private final Path root;

    private DataFiles(Path root) {
        this.root = root;
    }

    /** The data below a folder; the folder itself may be reached through a link. */
    static DataFiles below(Path root) throws DataFault {
        try {
            Path real = root.toRealPath();
            if (!Files.isDirectory(real)) {
                throw new DataFault(
                        DataCode.DATA_MISSING, root.toString(), "a folder", "something else");
            }
            if (MAGIC.matcher(real.toString()).find()) {
                throw new DataFault(
                        DataCode.PATH_UNSAFE,
                        root.toString(),
                        "a path without * ? [ ] { } and control characters",
                        real.toString());
            }
            return new DataFiles(real);
        } catch (IOException e) {
            throw new DataFault(DataCode.DATA_MISSING, root.toString(), "a folder", "none");
        }
    }

    Path root() {
        return root;
    }

    /** The path of a file relative to the root, with {@code /} everywhere. */
    String relative(Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    /** The folder of a series, whether it exists or not. */
    Path folder(String namespace, String symbol, String folder) throws DataFault {
        requireName("namespace", namespace);
        requireName("symbol", symbol);
        requireName("folder", folder);
        return root.resolve(namespace).resolve(symbol).resolve(folder);
    }

    static void requireName(String what, String name) throws DataFault {
        if (!NAME.matcher(name).matches() || name.contains("..")) {
            throw new DataFault(
                    DataCode.PATH_UNSAFE,
                    what,
                    "at most 64 letters, digits, hyphens, dots and underscores",
                    name);
        }
    }

    /** The files of a series; empty where there are none. */
    List<Path> series(String namespace, String symbol, String folder) throws DataFault {
        Path start = folder(namespace, symbol, folder);
        for (Path p = start; !p.equals(root); p = p.getParent()) {
            refuseLink(p);
        }
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(start, LinkOption.NOFOLLOW_LINKS)) {
            for (Path year : matching(start, YEAR)) {
                for (Path month : matching(year, MONTH)) {
                    Path file = month.resolve(FILE);
                    refuseLink(file);
                    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                        add(files, file);
                    }
                }
            }
        }
        return files;
    }

    /**
     * The files that a pattern names, such as {@code binance_spot/BTCUSDT/1h/**}{@code /*.parquet}.
     *
     * @param pattern relative to the root, in the language of {@link
     *     java.nio.file.FileSystem#getPathMatcher}
     */
    List<Path> glob(String pattern) throws DataFault {
        if (pattern.startsWith("/") || pattern.contains("..") || pattern.contains("\\")) {
            throw new DataFault(
                    DataCode.PATH_UNSAFE, "pattern", "a pattern below the data's root", pattern);
        }
        PathMatcher matcher;
        try {
            matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        } catch (IllegalArgumentException e) {
            throw new DataFault(DataCode.PATH_UNSAFE, "pattern", "a pattern of paths", pattern);
        }
        List<Path> files = new ArrayList<>();
        walk(root, matcher, files, 0);
        return files;
    }

    private void walk(Path folder, PathMatcher matcher, List<Path> files, int depth)
            throws DataFault {
        if (depth > DEEPEST) {
            throw new DataFault(
                    DataCode.TOO_LARGE, relative(folder), "at most 12 folders deep", "deeper");
        }
        for (Path entry : entries(folder)) {
            boolean matches = matcher.matches(root.relativize(entry));
            if (Files.isSymbolicLink(entry)) {
                if (matches) {
                    refuseLink(entry);
                }
            } else if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                walk(entry, matcher, files, depth + 1);
            } else if (matches) {
                add(files, entry);
            }
        }
    }

    private void add(List<Path> files, Path file) throws DataFault {
        if (MAGIC.matcher(file.toString()).find()) {
            throw new DataFault(
                    DataCode.PATH_UNSAFE, relative(file), "a name without * ? [ ] { }", "one");
        }
        if (files.size() == MOST_FILES) {
            throw new DataFault(
                    DataCode.TOO_LARGE, "files of a series", "at most " + MOST_FILES, "more");
        }
        files.add(file);
    }

    private List<Path> matching(Path folder, Pattern name) throws DataFault {
        List<Path> found = new ArrayList<>();
        for (Path entry : entries(folder)) {
            if (name.matcher(entry.getFileName().toString()).matches()) {
                refuseLink(entry);
                found.add(entry);
            }
        }
        return found;
    }

    private List<Path> entries(Path folder) throws DataFault {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(entries::add);
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            throw new DataFault(
                    DataCode.FILE_UNREADABLE, relative(folder), "a readable folder", "unreadable");
        }
        entries.sort(null);
        return entries;
    }

    /** A link could be pointed elsewhere between the digest and the reading, or out of the root. */
    private void refuseLink(Path path) throws DataFault {
        if (Files.isSymbolicLink(path)) {
            throw new DataFault(
                    DataCode.PATH_UNSAFE, relative(path), "a file or folder", "a symbolic link");
        }
    }
}

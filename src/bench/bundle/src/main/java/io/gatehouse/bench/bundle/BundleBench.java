package io.gatehouse.bench.bundle;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A large bundle, built and verified in JVMs with a heap of 64 MiB, beside {@code sha384sum} and
 * {@code tar} over the same files. All run in turns in one run, so that another load on the machine
 * meets each of them.
 */
public final class BundleBench {

    private static final int LARGE_MIB = 64;
    private static final int SMALL_FILES = 1_000;
    private static final int ROUNDS = 2;
    private static final int MIB = 1 << 20;

    private final Path folder;
    private final long bytes;

    private BundleBench(Path folder, long bytes) {
        this.folder = folder;
        this.bytes = bytes;
    }

    /** What one program took. */
    private record Taken(double wall, double processor, List<String> said) {}

    /**
     * Runs it.
     *
     * @param arguments size in MiB, 128 to 4096 (2048), and a folder with four times as much room
     *     (the one for temporary files)
     */
    public static void main(String[] arguments) throws Exception {
        int mebibytes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2048;
        if (mebibytes < 128 || mebibytes > 4096) {
            throw new IllegalArgumentException("a size of 128 to 4096 MiB");
        }
        Path parent = Path.of(arguments.length > 1 ? arguments[1] : tmp());
        Path folder = Files.createTempDirectory(parent, "gatehouse-bench-bundle-");
        try {
            new BundleBench(folder, (long) mebibytes * MIB).run();
        } finally {
            remove(folder);
        }
    }

    private static String tmp() {
        return System.getProperty("java.io.tmpdir");
    }

    private void run() throws Exception {
        make();
        System.out.printf(
                Locale.ROOT,
                "%d MiB in %d large and %d small files; Java %s, load %s%n",
                bytes / MIB,
                bytes / MIB / LARGE_MIB,
                SMALL_FILES,
                Runtime.version(),
                load());
        for (int round = 1; round <= ROUNDS; round++) {
            System.out.printf("round %d of %d%n", round, ROUNDS);
            Taken sums = take("find in -type f -exec sha384sum {} + > sums.txt");
            print("sha384sum of the files", sums, sums);
            Taken tar = take("tar -cf out.tar in && sync out.tar");
            print("tar of the files, synced", tar, sums);
            Files.delete(folder.resolve("out.tar"));
            work("build", List.of(), sums);
            Taken whole = take("sha384sum " + BundleWork.ARCHIVE + " > sums.txt");
            print("sha384sum of the archive", whole, sums);
            work("verify", List.of(), sums);
            work("verify", List.of("-XX:TieredStopAtLevel=1"), sums);
            Files.delete(folder.resolve(BundleWork.ARCHIVE));
        }
        System.out.printf(Locale.ROOT, "load %s at the end%n", load());
    }

    /** Bytes that do not compress, as those of programs hardly do once they are packed. */
    private void make() throws IOException {
        Files.write(folder.resolve("key"), randomKey());
        Path in = folder.resolve("in");
        Files.createDirectories(in.resolve("engine"));
        Files.createDirectories(in.resolve("ui"));
        Files.writeString(in.resolve("core.yaml"), "mode: paper\n");
        Files.writeString(in.resolve("install.sh"), "exit 0\n");
        SplittableRandom random = new SplittableRandom(42);
        byte[] block = new byte[MIB];
        for (long file = 0; file < bytes / MIB / LARGE_MIB; file++) {
            Path target = in.resolve("engine/part-" + file + ".bin");
            try (OutputStream out = Files.newOutputStream(target)) {
                for (int i = 0; i < LARGE_MIB; i++) {
                    random.nextBytes(block);
                    out.write(block);
                }
            }
        }
        for (int file = 0; file < SMALL_FILES; file++) {
            Files.writeString(in.resolve("ui/page-" + file + ".js"), "let page = " + file + ";\n");
        }
    }

    private static byte[] randomKey() {
        byte[] key = new byte[48];
        new SecureRandom().nextBytes(key);
        return key;
    }

    private void work(String what, List<String> options, Taken sums) throws Exception {
        List<String> line =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-XX:+UseSerialGC",
                                "-Xmx64m"));
        line.addAll(options);
        line.addAll(
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        BundleWork.class.getName(),
                        what,
                        folder.toString()));
        Taken taken = take(line);
        String name = "bundle " + what + ", 64 MiB heap" + (options.isEmpty() ? "" : ", C1 alone");
        print(name, taken, sums);
        long high = Long.parseLong(taken.said().get(taken.said().size() - 1));
        System.out.printf(Locale.ROOT, "    peak memory (VmHWM) %d MiB%n", high / 1024);
    }

    private Taken take(String shell) throws Exception {
        return take(List.of("sh", "-euc", shell));
    }

    private Taken take(List<String> line) throws Exception {
        double before = childrenSeconds();
        long start = System.nanoTime();
        Process process =
                new ProcessBuilder(line)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        List<String> said;
        try (var out = process.inputReader(StandardCharsets.UTF_8)) {
            said = out.lines().toList();
        }
        int code = process.waitFor();
        double wall = (System.nanoTime() - start) * 1e-9;
        if (code != 0) {
            throw new IllegalStateException(line.get(0) + " ended with " + code + ": " + said);
        }
        return new Taken(wall, childrenSeconds() - before, said);
    }

    private void print(String name, Taken taken, Taken sums) {
        double mebibytes = (double) bytes / MIB;
        System.out.printf(
                Locale.ROOT,
                "  %-38s %7.0f MiB/s  %7.0f MiB per second of processor time, %.2f of sha384sum's%n",
                name,
                mebibytes / taken.wall(),
                mebibytes / taken.processor(),
                taken.processor() / sums.processor());
    }

    /** Processor time of the processes that ended, in seconds (proc(5): cutime and cstime). */
    private static double childrenSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) / 100.0;
    }

    private static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
    }

    private static void remove(Path folder) throws IOException {
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path directory, IOException e)
                            throws IOException {
                        Files.delete(directory);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}

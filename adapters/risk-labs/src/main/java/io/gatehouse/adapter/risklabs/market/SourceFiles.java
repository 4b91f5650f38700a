package io.gatehouse.adapter.risklabs.market;

import io.gatehouse.audit.file.FileStamp;
import io.gatehouse.core.digest.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Digests and sizes of files, and the proof that they stayed the same while they were read by
 * another.
 *
 * <p>DuckDB opens files by their names. Who exchanges a file between the digest and the reading
 * would have the report name bytes that nothing was computed from; so each file's stamp is compared
 * before and after both, and its digest again where the system has no stamps. The digests are taken
 * on a thread of their own while the rows are read.
 */
final class SourceFiles {

    /** A month of the busiest series has a tenth of it. */
    private static final long LARGEST = 1L << 30;

    private static final int BUFFER = 128 * 1024;

    private final DataFiles files;

    SourceFiles(DataFiles files) {
        this.files = files;
    }

    /** What reads the files while their digests are taken. */
    interface Reader {
        void read(List<String> paths, List<String> subjects) throws DataFault;
    }

    /** Lets files be read, takes their digests, and looks whether they changed meanwhile. */
    List<MarketData.Source> read(List<Path> found, Reader reader) throws DataFault {
        List<String> subjects = found.stream().map(files::relative).toList();
        List<Optional<FileStamp>> before = new ArrayList<>();
        for (Path file : found) {
            before.add(FileStamp.of(file));
            requireSize(file);
        }
        FutureTask<List<MarketData.Source>> digests = new FutureTask<>(() -> measure(found));
        Thread thread = new Thread(digests, "digests");
        thread.setDaemon(true);
        thread.start();
        reader.read(found.stream().map(Path::toString).toList(), subjects);
        List<MarketData.Source> sources = join(digests);
        for (int i = 0; i < found.size(); i++) {
            boolean same =
                    before.get(i).isPresent()
                            ? before.get(i).equals(FileStamp.of(found.get(i)))
                            : sources.get(i).equals(measure(found.get(i)));
            if (!same) {
                throw new DataFault(
                        DataCode.FILE_CHANGED,
                        subjects.get(i),
                        "the same file before and after",
                        "another");
            }
        }
        return sources;
    }

    private static List<MarketData.Source> join(FutureTask<List<MarketData.Source>> digests)
            throws DataFault {
        try {
            return digests.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DataFault fault) {
                throw new DataFault(fault.finding());
            }
            throw new IllegalStateException("the digests failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while taking digests", e);
        }
    }

    private void requireSize(Path file) throws DataFault {
        String subject = files.relative(file);
        long size;
        try {
            size = Files.size(file);
        } catch (IOException e) {
            throw unreadable(subject);
        }
        if (size > LARGEST) {
            throw new DataFault(DataCode.TOO_LARGE, subject, "at most 1 GiB", "more");
        }
        if (size == 0) {
            throw new DataFault(DataCode.FILE_EMPTY, subject, "a Parquet file", "no byte");
        }
    }

    private List<MarketData.Source> measure(List<Path> found) throws DataFault {
        List<MarketData.Source> sources = new ArrayList<>();
        for (Path file : found) {
            sources.add(measure(file));
        }
        return sources;
    }

    private MarketData.Source measure(Path file) throws DataFault {
        String subject = files.relative(file);
        MessageDigest digest = Digest.newSha384();
        long size = 0;
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0 && size <= LARGEST; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
                size += n;
            }
        } catch (IOException e) {
            throw unreadable(subject);
        }
        String hex = HexFormat.of().formatHex(digest.digest());
        return new MarketData.Source(subject, Digest.parse("sha384:" + hex), size);
    }

    private static DataFault unreadable(String subject) {
        return new DataFault(DataCode.FILE_UNREADABLE, subject, "a readable file", "unreadable");
    }
}

package io.gatehouse.audit.journal;

import io.gatehouse.audit.file.DurableFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The files of a directory on the local disk, readable by their owner only. Symbolic links are
 * refused: what they point to can be exchanged.
 */
public final class DirectoryFiles implements JournalFiles {

    private final Path directory;

    private DirectoryFiles(Path directory) {
        this.directory = directory;
    }

    /** An existing directory; nothing is made. */
    public static DirectoryFiles existing(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new IOException("not a directory: " + directory.getFileName());
        }
        return new DirectoryFiles(directory.toAbsolutePath());
    }

    /** A directory that is made, durably, when it is not there. */
    public static DirectoryFiles make(Path directory) throws IOException {
        Path absolute = directory.toAbsolutePath();
        if (!Files.isDirectory(absolute)) {
            Files.createDirectories(absolute);
            for (Path at = absolute.getParent(); at != null; at = at.getParent()) {
                if (Files.isReadable(at)) {
                    DurableFiles.forceDirectory(at);
                }
            }
        }
        return new DirectoryFiles(absolute);
    }

    @Override
    public SortedSet<String> list() throws IOException {
        TreeSet<String> names = new TreeSet<>();
        try (Stream<Path> entries = Files.list(directory)) {
            entries.forEach(entry -> names.add(entry.getFileName().toString()));
        }
        return names;
    }

    @Override
    public long size(String name) throws IOException {
        return Files.size(regular(name));
    }

    @Override
    public InputStream read(String name, long from) throws IOException {
        InputStream in = Files.newInputStream(regular(name), LinkOption.NOFOLLOW_LINKS);
        try {
            in.skipNBytes(from);
            return in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    @Override
    public JournalFile open(String name) throws IOException {
        return new OpenFile(new RandomAccessFile(regular(name).toFile(), "rw"));
    }

    @Override
    public JournalFile create(String name) throws IOException {
        DurableFiles.create(directory.resolve(name), new byte[0]);
        return open(name);
    }

    @Override
    public void replace(String name, byte[] bytes) throws IOException {
        DurableFiles.replace(directory.resolve(name), bytes);
    }

    @Override
    public void truncate(String name, long length) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(regular(name).toFile(), "rw")) {
            file.setLength(length);
            file.getFD().sync();
        }
    }

    private Path regular(String name) throws IOException {
        Path path = directory.resolve(name);
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("not a regular file: " + name);
        }
        return path;
    }

    /**
     * A random-access file rather than a channel: a channel is closed under the writer when its
     * thread is interrupted, and one cancelled request would stop the journal for everybody.
     */
    private record OpenFile(RandomAccessFile file) implements JournalFile {

        @Override
        public long size() throws IOException {
            return file.length();
        }

        @Override
        public void write(long position, byte[] bytes) throws IOException {
            file.seek(position);
            file.write(bytes);
        }

        @Override
        public void write(long position, byte[] bytes, int from, int length) throws IOException {
            file.seek(position);
            file.write(bytes, from, length);
        }

        @Override
        public void force() throws IOException {
            file.getFD().sync();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}

package io.gatehouse.systemtests.adversity;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardOpenOption;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * The default file system with {@link Faults} between it and the program: whatever is done through
 * a path of this one can fail. Nothing of the program knows of it, since {@code Files} and {@code
 * FileChannel} ask the provider of the path that they are given.
 */
final class FaultySystem extends FileSystem {

    private final FileSystem real = FileSystems.getDefault();
    private final Provider provider;

    FaultySystem(Faults faults) {
        this.provider = new Provider(this, faults);
    }

    /** The same place, seen through the faults. */
    FaultyPath of(Path path) {
        return path instanceof FaultyPath faulty ? faulty : new FaultyPath(this, path);
    }

    /** The same place, seen without them. */
    static Path real(Path path) {
        return path instanceof FaultyPath faulty ? faulty.real() : path;
    }

    @Override
    public FileSystemProvider provider() {
        return provider;
    }

    @Override
    public void close() {}

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public String getSeparator() {
        return real.getSeparator();
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        return real.getRootDirectories();
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        return real.getFileStores();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return real.supportedFileAttributeViews();
    }

    @Override
    public Path getPath(String first, String... more) {
        return of(real.getPath(first, more));
    }

    @Override
    public PathMatcher getPathMatcher(String pattern) {
        PathMatcher matcher = real.getPathMatcher(pattern);
        return path -> matcher.matches(real(path));
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        return real.getUserPrincipalLookupService();
    }

    @Override
    public WatchService newWatchService() throws IOException {
        return real.newWatchService();
    }

    /** Passes everything on; what changes the disk is counted and may fail. */
    private static final class Provider extends FileSystemProvider {

        private final FaultySystem system;
        private final Faults faults;
        private final FileSystemProvider real = FileSystems.getDefault().provider();

        Provider(FaultySystem system, Faults faults) {
            this.system = system;
            this.faults = faults;
        }

        @Override
        public String getScheme() {
            return "faulty";
        }

        @Override
        public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileSystem getFileSystem(URI uri) {
            return system;
        }

        @Override
        public Path getPath(URI uri) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileChannel newFileChannel(
                Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
                throws IOException {
            Path file = real(path);
            boolean absent = !Files.exists(file, LinkOption.NOFOLLOW_LINKS);
            boolean makes =
                    options.contains(StandardOpenOption.CREATE_NEW)
                            || (absent && options.contains(StandardOpenOption.CREATE));
            boolean empties = !absent && options.contains(StandardOpenOption.TRUNCATE_EXISTING);
            FileChannel opened;
            if (makes || empties) {
                opened =
                        faults.run(
                                makes ? Faults.Operation.OPEN : Faults.Operation.TRUNCATE,
                                file,
                                () -> real.newFileChannel(file, options, attributes));
            } else {
                opened = real.newFileChannel(file, options, attributes);
            }
            faults.opened(opened);
            return new FaultyChannel(faults, file, opened);
        }

        @Override
        public SeekableByteChannel newByteChannel(
                Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
                throws IOException {
            return newFileChannel(path, options, attributes);
        }

        @Override
        public DirectoryStream<Path> newDirectoryStream(
                Path directory, DirectoryStream.Filter<? super Path> filter) throws IOException {
            DirectoryStream<Path> entries =
                    real.newDirectoryStream(
                            real(directory), path -> filter.accept(system.of(path)));
            return new DirectoryStream<>() {
                @Override
                public Iterator<Path> iterator() {
                    Iterator<Path> paths = entries.iterator();
                    return new Iterator<>() {
                        @Override
                        public boolean hasNext() {
                            return paths.hasNext();
                        }

                        @Override
                        public Path next() {
                            return system.of(paths.next());
                        }
                    };
                }

                @Override
                public void close() throws IOException {
                    entries.close();
                }
            };
        }

        @Override
        public void createDirectory(Path directory, FileAttribute<?>... attributes)
                throws IOException {
            Path made = real(directory);
            if (Files.exists(made, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(made.toString());
            }
            faults.run(
                    Faults.Operation.MKDIR,
                    made,
                    () -> {
                        real.createDirectory(made, attributes);
                        return made;
                    });
        }

        @Override
        public void delete(Path path) throws IOException {
            Path gone = real(path);
            if (!Files.exists(gone, LinkOption.NOFOLLOW_LINKS)) {
                real.delete(gone);
                return;
            }
            faults.run(
                    Faults.Operation.UNLINK,
                    gone,
                    () -> {
                        real.delete(gone);
                        return gone;
                    });
        }

        @Override
        public void copy(Path source, Path target, CopyOption... options) throws IOException {
            faults.run(
                    Faults.Operation.WRITE,
                    real(target),
                    () -> {
                        real.copy(real(source), real(target), options);
                        return target;
                    });
        }

        @Override
        public void move(Path source, Path target, CopyOption... options) throws IOException {
            if (!Files.exists(real(source), LinkOption.NOFOLLOW_LINKS)) {
                real.move(real(source), real(target), options);
                return;
            }
            faults.run(
                    Faults.Operation.RENAME,
                    real(target),
                    () -> {
                        real.move(real(source), real(target), options);
                        return target;
                    });
        }

        @Override
        public boolean isSameFile(Path one, Path other) throws IOException {
            return real.isSameFile(real(one), real(other));
        }

        @Override
        public boolean isHidden(Path path) throws IOException {
            return real.isHidden(real(path));
        }

        @Override
        public FileStore getFileStore(Path path) throws IOException {
            return real.getFileStore(real(path));
        }

        @Override
        public void checkAccess(Path path, AccessMode... modes) throws IOException {
            real.checkAccess(real(path), modes);
        }

        @Override
        public <V extends FileAttributeView> V getFileAttributeView(
                Path path, Class<V> type, LinkOption... options) {
            return real.getFileAttributeView(real(path), type, options);
        }

        @Override
        public <A extends BasicFileAttributes> A readAttributes(
                Path path, Class<A> type, LinkOption... options) throws IOException {
            return real.readAttributes(real(path), type, options);
        }

        @Override
        public Map<String, Object> readAttributes(
                Path path, String attributes, LinkOption... options) throws IOException {
            return real.readAttributes(real(path), attributes, options);
        }

        @Override
        public void setAttribute(Path path, String attribute, Object value, LinkOption... options)
                throws IOException {
            real.setAttribute(real(path), attribute, value, options);
        }
    }
}

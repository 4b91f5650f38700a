package io.gatehouse.systemtests.adversity;

import io.gatehouse.audit.journal.DirectoryFiles;
import io.gatehouse.audit.journal.JournalFile;
import io.gatehouse.audit.journal.JournalFiles;
import io.gatehouse.audit.journal.JournalHead;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SortedSet;

/**
 * A journal's directory of the {@link FaultySystem}. Whole files go through the faults by
 * themselves; segments and head are random-access files, which go around, so their operations are
 * counted here, at the port.
 */
final class FaultyFiles implements JournalFiles {

    private final Faults faults;
    private final Path directory;
    private final DirectoryFiles files;

    FaultyFiles(Faults faults, Path directory) throws IOException {
        this.faults = faults;
        this.directory = FaultySystem.real(directory);
        this.files = DirectoryFiles.make(directory);
    }

    @Override
    public SortedSet<String> list() throws IOException {
        return files.list();
    }

    @Override
    public long size(String name) throws IOException {
        return files.size(name);
    }

    @Override
    public InputStream read(String name, long from) throws IOException {
        return files.read(name, from);
    }

    @Override
    public JournalFile open(String name) throws IOException {
        return new Handle(faults, directory.resolve(name), files.open(name));
    }

    @Override
    public JournalFile create(String name) throws IOException {
        return new Handle(faults, directory.resolve(name), files.create(name));
    }

    @Override
    public void replace(String name, byte[] bytes) throws IOException {
        files.replace(name, bytes);
    }

    @Override
    public void truncate(String name, long length) throws IOException {
        faults.run(
                Faults.Operation.TRUNCATE,
                directory.resolve(name),
                () -> {
                    files.truncate(name, length);
                    return name;
                });
        faults.run(Faults.Operation.FORCE, directory.resolve(name), () -> name);
    }

    private record Handle(Faults faults, Path path, JournalFile file) implements JournalFile {

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void write(long position, byte[] bytes) throws IOException {
            int taken =
                    faults.write(
                            path,
                            ByteBuffer.wrap(bytes),
                            position == 0
                                    && bytes.length == JournalHead.SIZE
                                    && file.size() == JournalHead.SIZE,
                            part ->
                                    file.write(
                                            position,
                                            Arrays.copyOfRange(
                                                    bytes, part.position(), part.limit())));
            if (taken < bytes.length) {
                throw new IOException("short write");
            }
        }

        @Override
        public void force() throws IOException {
            faults.run(
                    Faults.Operation.FORCE,
                    path,
                    () -> {
                        file.force();
                        return path;
                    });
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}

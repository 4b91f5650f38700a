package io.gatehouse.bench.router;

import io.gatehouse.audit.journal.DirectoryFiles;
import io.gatehouse.audit.journal.JournalFile;
import io.gatehouse.audit.journal.JournalFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.SortedSet;

/** A directory whose files are written and never synced: the program and the kernel's write. */
final class UnsyncedFiles implements JournalFiles {

    private final DirectoryFiles files;

    UnsyncedFiles(Path directory) throws IOException {
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
        return new Handle(files.open(name));
    }

    @Override
    public JournalFile create(String name) throws IOException {
        return new Handle(files.create(name));
    }

    @Override
    public void replace(String name, byte[] bytes) throws IOException {
        files.replace(name, bytes);
    }

    @Override
    public void truncate(String name, long length) throws IOException {
        files.truncate(name, length);
    }

    private record Handle(JournalFile file) implements JournalFile {

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void write(long position, byte[] bytes) throws IOException {
            file.write(position, bytes);
        }

        @Override
        public void write(long position, byte[] bytes, int from, int length) throws IOException {
            file.write(position, bytes, from, length);
        }

        @Override
        public void force() {
            // that is the point
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}

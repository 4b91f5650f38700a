package io.gatehouse.audit.journal;

import java.io.IOException;

/** Files of a journal that nobody writes to: each operation that would is refused. */
public abstract class ReadOnlyFiles implements JournalFiles {

    /** What the files are, in the message of a refusal: "a pack". */
    protected abstract String what();

    @Override
    public final JournalFile open(String name) throws IOException {
        throw refused();
    }

    @Override
    public final JournalFile create(String name) throws IOException {
        throw refused();
    }

    @Override
    public final void replace(String name, byte[] bytes) throws IOException {
        throw refused();
    }

    @Override
    public final void truncate(String name, long length) throws IOException {
        throw refused();
    }

    private IOException refused() {
        return new IOException(what() + " is only read");
    }
}

package io.gatehouse.adapter.oembundle;

/**
 * An entry as the archive states it; nothing of it is trusted.
 *
 * @param name with the root folder in front, as written
 * @param size of the content in bytes, as the archive's header says
 * @param mode the twelve permission bits
 */
record ArchiveEntry(String name, Kind kind, long size, int mode) {

    /** What an entry unpacks to. */
    enum Kind {
        FILE,
        FOLDER,
        SYMLINK,
        HARDLINK,
        DEVICE,
        OTHER
    }
}

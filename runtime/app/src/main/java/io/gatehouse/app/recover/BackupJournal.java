package io.gatehouse.app.recover;

import io.gatehouse.audit.journal.ReadOnlyFiles;
import io.gatehouse.audit.pack.PackReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The journal's files as they stand in an open backup. */
final class BackupJournal extends ReadOnlyFiles {

    private static final String FOLDER = "var/gatehouse/journal/";

    private final PackReader pack;
    private final Map<String, String> members = new TreeMap<>();

    BackupJournal(PackReader pack, BackupManifest manifest) {
        this.pack = pack;
        int index = 0;
        for (String path : manifest.files().keySet()) {
            if (path.startsWith(FOLDER)) {
                members.put(path.substring(FOLDER.length()), BackupManifest.member(index));
            }
            index++;
        }
    }

    @Override
    protected String what() {
        return "a backup";
    }

    @Override
    public SortedSet<String> list() {
        return new TreeSet<>(members.keySet());
    }

    @Override
    public long size(String name) throws IOException {
        return pack.size(member(name));
    }

    @Override
    public InputStream read(String name, long from) throws IOException {
        InputStream in = pack.open(member(name));
        in.skipNBytes(from);
        return in;
    }

    private String member(String name) throws IOException {
        String member = members.get(name);
        if (member == null) {
            throw new FileNotFoundException(name);
        }
        return member;
    }
}

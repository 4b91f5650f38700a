package io.gatehouse.demo.standin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/**
 * A bare Git repository that holds the trading configuration: the commit that the release is built
 * of, and later the reviewed change for live with its merge.
 */
public final class DemoRepository {

    /** Where it is, relative to the workspace. */
    public static final String FOLDER = "demo/configuration.git";

    static final String CONFIGURATION = "config/core.yaml";

    private DemoRepository() {}

    /** The same with the demo's own configuration. */
    public static String create(Path workspace, Instant now) throws IOException {
        return create(workspace, DemoConfiguration.paper(), now);
    }

    /**
     * Makes the repository, and the configuration in the workspace as its first commit has it.
     *
     * @return full hash of the commit: the release's commit in demo and paper
     * @throws IOException when it exists already
     */
    public static String create(Path workspace, String configuration, Instant now)
            throws IOException {
        Path folder = workspace.resolve(FOLDER);
        if (Files.exists(folder)) {
            throw new IOException(FOLDER + " exists already");
        }
        Files.createDirectories(folder.getParent());
        try (Repository git = open(folder)) {
            git.create(true);
            git.updateRef(Constants.HEAD).link("refs/heads/main");
            ObjectId commit = commit(git, configuration, List.of(), now, "Add the configuration");
            move(git, commit);
            place(workspace, configuration);
            DemoConfiguration.placeDocuments(workspace);
            return commit.name();
        }
    }

    /** The change for live: what it was made against, what was reviewed, what was merged. */
    record Change(String base, String head, String merge) {}

    /** Commits the live configuration and its merge, and places it in the workspace. */
    static Change changeForLive(Path workspace, String live, Instant now) throws IOException {
        try (Repository git = open(workspace.resolve(FOLDER))) {
            ObjectId base = git.resolve("refs/heads/main");
            if (base == null) {
                throw new IOException(FOLDER + " has no commit yet");
            }
            ObjectId head = commit(git, live, List.of(base), now, "Route live orders");
            ObjectId merge =
                    commit(git, live, List.of(base, head), now, "Merge the change for live");
            move(git, merge);
            place(workspace, live);
            return new Change(base.name(), head.name(), merge.name());
        }
    }

    private static Repository open(Path folder) throws IOException {
        return new FileRepositoryBuilder().setGitDir(folder.toFile()).setBare().build();
    }

    private static void place(Path workspace, String configuration) throws IOException {
        Path file = workspace.resolve(CONFIGURATION);
        Files.createDirectories(file.getParent());
        Files.writeString(file, configuration, StandardCharsets.UTF_8);
    }

    private static ObjectId commit(
            Repository git,
            String configuration,
            List<ObjectId> parents,
            Instant now,
            String message)
            throws IOException {
        try (ObjectInserter inserter = git.newObjectInserter()) {
            ObjectId blob =
                    inserter.insert(
                            Constants.OBJ_BLOB, configuration.getBytes(StandardCharsets.UTF_8));
            TreeFormatter folder = new TreeFormatter();
            folder.append("core.yaml", FileMode.REGULAR_FILE, blob);
            TreeFormatter root = new TreeFormatter();
            root.append("config", FileMode.TREE, inserter.insert(folder));
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(inserter.insert(root));
            commit.setParentIds(parents);
            PersonIdent author =
                    new PersonIdent("Gatehouse demo", "demo@example.com", now, ZoneOffset.UTC);
            commit.setAuthor(author);
            commit.setCommitter(author);
            commit.setMessage(message + " (" + StandIn.LABEL + ")\n");
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            return id;
        }
    }

    private static void move(Repository git, ObjectId commit) throws IOException {
        RefUpdate update = git.updateRef("refs/heads/main");
        update.setNewObjectId(commit);
        RefUpdate.Result result = update.update();
        if (result != RefUpdate.Result.NEW && result != RefUpdate.Result.FAST_FORWARD) {
            throw new IOException("the branch cannot be moved: " + result);
        }
    }
}

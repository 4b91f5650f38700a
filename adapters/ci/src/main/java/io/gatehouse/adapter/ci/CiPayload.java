package io.gatehouse.adapter.ci;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** What a report says; times are UTC, cut to seconds. */
public sealed interface CiPayload {

    /** The payload as it is signed. */
    JsonObject toJson();

    /**
     * A run of a workflow.
     *
     * @param workflow its name or file name
     * @param jobId id of the job at the machine that ran it
     * @param run number of the run
     * @param commit full hash of the commit that was built
     * @param conclusion {@code success}, or anything else, which no rule accepts
     * @param bundle SHA-384 of the manifest that the job made; empty for a job that makes none
     */
    record Run(
            String workflow,
            String jobId,
            String run,
            String commit,
            String conclusion,
            Instant finishedAt,
            Optional<Digest> bundle)
            implements CiPayload {

        /** Value of {@code kind}. */
        public static final String KIND = "ci-run";

        public Run {
            requireText("workflow", workflow);
            requireText("job_id", jobId);
            requireText("run", run);
            requireText("conclusion", conclusion);
            requireCommit("commit", commit);
            bundle.ifPresent(digest -> requireSha384("bundle_sha384", digest));
            finishedAt = finishedAt.truncatedTo(ChronoUnit.SECONDS);
        }

        /** A run of a job that makes no bundle. */
        public Run(
                String workflow,
                String jobId,
                String run,
                String commit,
                String conclusion,
                Instant finishedAt) {
            this(workflow, jobId, run, commit, conclusion, finishedAt, Optional.empty());
        }

        @Override
        public JsonObject toJson() {
            JsonObject.Builder members =
                    JsonObject.builder()
                            .put("kind", KIND)
                            .put("workflow", workflow)
                            .put("job_id", jobId)
                            .put("run", run)
                            .put("commit", commit)
                            .put("conclusion", conclusion)
                            .put("finished_at", finishedAt.toString());
            bundle.ifPresent(digest -> members.put("bundle_sha384", digest.value()));
            return members.build();
        }
    }

    /**
     * A merged pull request.
     *
     * @param approvers those who approved, each once; the author among them counts for nothing
     * @param base full hash of the commit that the change was made against
     * @param head full hash of the commit that was reviewed
     * @param diff SHA-384 of the bytes of {@link GitDiff} from base to head
     */
    record MergedPullRequest(
            long number,
            String author,
            List<String> approvers,
            String mergeCommit,
            String base,
            String head,
            Digest diff,
            Instant mergedAt)
            implements CiPayload {

        /** Value of {@code kind}. */
        public static final String KIND = "pull-request";

        public MergedPullRequest {
            if (number < 1) {
                throw new IllegalArgumentException("'number' is below 1");
            }
            requireText("author", author);
            approvers = List.copyOf(approvers);
            approvers.forEach(name -> requireText("approvers", name));
            if (approvers.stream().distinct().count() != approvers.size()) {
                throw new IllegalArgumentException("'approvers' names somebody twice");
            }
            requireCommit("merge_commit", mergeCommit);
            requireCommit("base", base);
            requireCommit("head", head);
            requireSha384("diff_sha384", diff);
            mergedAt = mergedAt.truncatedTo(ChronoUnit.SECONDS);
        }

        @Override
        public JsonObject toJson() {
            return JsonObject.builder()
                    .put("kind", KIND)
                    .put("number", number)
                    .put("author", author)
                    .put("approvers", approvers)
                    .put("merge_commit", mergeCommit)
                    .put("base", base)
                    .put("head", head)
                    .put("diff_sha384", diff.value())
                    .put("merged_at", mergedAt.toString())
                    .build();
        }
    }

    private static void requireText(String name, String text) {
        if (text.isBlank()
                || text.length() > 200
                || text.codePoints().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "'" + name + "' is not a text of 1 to 200 printable characters");
        }
    }

    private static void requireSha384(String name, Digest digest) {
        if (!digest.algorithm().equals("sha384")) {
            throw new IllegalArgumentException("'" + name + "' is not a SHA-384 digest");
        }
    }

    private static void requireCommit(String name, String hash) {
        if (!CommitHash.isFull(hash)) {
            throw new IllegalArgumentException(
                    "'" + name + "' is not a full commit hash in lower-case hex");
        }
    }
}

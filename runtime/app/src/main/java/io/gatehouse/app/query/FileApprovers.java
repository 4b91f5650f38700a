package io.gatehouse.app.query;

import io.gatehouse.app.port.JournalUnusable;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.key.FileApprovals;
import io.gatehouse.audit.key.PersonKeys;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.state.Person;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Who has approved a file of the workspace, by the persons and keys that its journal lists now.
 *
 * <p>Limits are approved by the owner and, as another person, by compliance or risk.
 *
 * <p>A person who was removed, or whose key was revoked, approves nothing any more. Stateless.
 */
public final class FileApprovers {

    /** Purpose of an approval of limits that are looser than those of the named profiles. */
    public static final String RISK_LIMITS = "risk-limits";

    private FileApprovers() {}

    /**
     * The persons whose approval of the file, as it was read, counts.
     *
     * @param file SHA-384 of the bytes that the caller has read and will use
     * @throws IOException when the approvals' file is damaged or cannot be read
     */
    public static SortedSet<PersonId> of(
            Workspace workspace, Path path, String purpose, Digest file, Instant now)
            throws IOException, JournalUnusable, Unanswerable {
        FileApprovals approvals = FileApprovals.of(path);
        if (approvals.approvals().isEmpty()) {
            return new TreeSet<>(); // nothing to verify: the journal need not be read
        }
        ReadOnlyInstallation installation = ReadOnlyInstallation.load(workspace, now);
        Optional<InstallationId> id = installation.state().governance().installation();
        return id.isEmpty()
                ? new TreeSet<>()
                : counting(
                        installation.state().governance().people().values(),
                        approvals.valid(
                                id.get(),
                                purpose,
                                file,
                                PersonKeys.ofPersons(
                                        installation.state().governance().people().values()),
                                now));
    }

    /** Whether the person holds a role whose approval of limits counts. */
    public static boolean mayApprove(Person person) {
        return person.has(Role.OWNER) || controls(person);
    }

    /** Those who answer for limits, and not for what is earned within them. */
    private static boolean controls(Person person) {
        return person.has(Role.COMPLIANCE) || person.has(Role.RISK);
    }

    /**
     * Of those who signed, whose approval counts: the owner's and, of another person, that of
     * compliance or risk. Two are given only where both are there: two operators, two owners, or
     * one person with two roles are not two who look with different eyes.
     *
     * @param people as they are adopted now
     */
    public static SortedSet<PersonId> counting(
            Collection<Person> people, SortedSet<PersonId> signed) {
        List<Person> able =
                people.stream()
                        .filter(person -> signed.contains(person.id()))
                        .filter(FileApprovers::mayApprove)
                        .sorted(Comparator.comparing(Person::id))
                        .toList();
        boolean both =
                able.stream()
                        .filter(person -> person.has(Role.OWNER))
                        .anyMatch(
                                owner ->
                                        able.stream()
                                                .filter(other -> !other.id().equals(owner.id()))
                                                .anyMatch(FileApprovers::controls));
        return able.stream()
                .limit(both ? able.size() : 1)
                .map(Person::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

package io.gatehouse.cli.command;

import io.gatehouse.app.signing.CommandSigner;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.audit.key.FileApprovals;
import io.gatehouse.audit.key.PersonKeys;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.cli.Verb;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.state.GovernanceState;
import io.gatehouse.core.state.Person;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A person approves the exact bytes of a file; the signature is kept beside it. */
abstract class FileApprovalVerb extends Verb {

    @Parameters(paramLabel = "FILE", description = "The file that is approved as it is.")
    private Path file;

    @Option(
            names = "--digest",
            paramLabel = "SHA384",
            description = "The digest that was read out; another file is refused.")
    private Optional<String> digest = Optional.empty();

    @Option(names = "--yes", description = "For scripts: does not ask; needs --digest.")
    private boolean yes;

    /** What is agreed to; see {@link io.gatehouse.audit.key.FileApproval#purpose}. */
    abstract String purpose();

    /** Whether an approval of that person may count. */
    abstract boolean mayApprove(Person person);

    /** Of those whose signature is right, whose approval counts together. */
    abstract SortedSet<PersonId> counting(Collection<Person> people, SortedSet<PersonId> signed);

    /** Greatest size of such a file in bytes. */
    abstract int largest();

    @Override
    public final Integer call() throws Exception {
        // a script that signs whatever lies there now signs what nobody has looked at
        if (yes && digest.isEmpty()) {
            throw Unanswerable.usage(text("file-approval.blind"));
        }
        Optional<Digest> expected = digest.map(d -> typed(() -> Digest.parse(d)));
        GovernanceState governance = read().state().governance();
        InstallationId installation = governance.installation().orElseThrow();
        Path path = workspace().root().resolve(inWorkspace(file)).normalize();
        Digest read = Digest.sha384(bytes(path));
        if (expected.isPresent() && !expected.get().equals(read)) {
            output().say("file-approval.other", file, read.value());
            return ExitCodes.REFUSED;
        }
        try (CommandSigner signer = signer()) {
            if (governance.person(signer.person()).filter(this::mayApprove).isEmpty()) {
                throw Unanswerable.notPermitted(
                        text("file-approval.no-right", signer.person(), purpose()), List.of());
            }
            output().say("file-approval.title", signer.person(), purpose(), file);
            output().line("sha384 " + read.value());
            if (!yes && !confirmed()) {
                output().say("approve.not-signed");
                return ExitCodes.PENDING;
            }
            FileApprovals approvals =
                    alone(
                            () -> {
                                FileApprovals all =
                                        approvals(path)
                                                .with(
                                                        signer.approve(
                                                                installation, purpose(), read));
                                all.write(path);
                                return all;
                            });
            return tell(
                    path,
                    counting(
                            governance.people().values(),
                            approvals.valid(
                                    installation,
                                    purpose(),
                                    read,
                                    PersonKeys.ofPersons(governance.people().values()),
                                    now())));
        }
    }

    private int tell(Path path, SortedSet<PersonId> persons) {
        Output output = output();
        List<String> names = persons.stream().map(PersonId::value).toList();
        output.say("file-approval.done", FileApprovals.beside(path).getFileName(), names);
        output.json(
                "gatehouse.file-approval/1",
                JsonObject.builder()
                        .put("file", inWorkspace(path))
                        .put("purpose", purpose())
                        .put("approved_by", names)
                        .build());
        return ExitCodes.ALLOWED;
    }

    private FileApprovals approvals(Path path) throws Unanswerable {
        try {
            return FileApprovals.of(path);
        } catch (IOException e) {
            throw Unanswerable.undecided(
                    text("file-approval.damaged", FileApprovals.beside(path).getFileName()),
                    List.of());
        }
    }

    private byte[] bytes(Path path) throws Unanswerable {
        try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(largest() + 1);
            if (bytes.length <= largest() && path.startsWith(workspace().root())) {
                return bytes;
            }
        } catch (IOException e) {
            // said below, as for a file of the wrong kind
        }
        throw Unanswerable.undecided(text("file-approval.unreadable", file), List.of());
    }

    private boolean confirmed() throws Unanswerable {
        String answer =
                ask(text("approve.ask") + " ")
                        .orElseThrow(() -> Unanswerable.usage(text("approve.no-terminal")));
        return answer.strip().equals(text("approve.word"));
    }
}

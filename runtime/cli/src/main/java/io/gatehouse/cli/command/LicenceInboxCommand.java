package io.gatehouse.cli.command;

import io.gatehouse.adapter.licensing.Judged;
import io.gatehouse.adapter.licensing.licence.LicenceCheck;
import io.gatehouse.adapter.licensing.licence.LicenceFolders;
import io.gatehouse.adapter.licensing.licence.LicenceInbox;
import io.gatehouse.core.evidence.Content;
import io.gatehouse.embedded.oem.DeviceMemory;
import io.gatehouse.embedded.oem.OemDesk;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.SortedMap;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code licence inbox}: activates the one licence of a folder that is for this machine. */
@Command(
        name = "inbox",
        description =
                "Activates the one licence of a folder or stick that counts on this machine: 0 active, 1 refused, 3 undecided.")
public final class LicenceInboxCommand extends LicenceDemanding {

    private static final String SCHEMA = "gatehouse.licence-inbox/1";

    @Parameters(
            paramLabel = "FOLDER",
            description = "Where licences were dropped, perhaps with fingerprint.json.")
    private Path folder;

    @Option(
            names = "--enrol",
            description = "Begins to remember the time and the active licence here, once.")
    private boolean enrol;

    @Mixin private CodeInput code;

    @Override
    public Integer call() throws Exception {
        Path inbox = file(folder);
        Judged<SortedMap<String, byte[]>> files = LicenceFolders.inbox(inbox);
        if (files.value().isEmpty()) {
            return refused(SCHEMA, files.findings());
        }
        Path list = inbox.resolve(LicenceFolders.REVOCATIONS);
        Function<Content, LicenceCheck.Case> given =
                beside(
                        inbox.resolve("licence"),
                        Files.exists(list, LinkOption.NOFOLLOW_LINKS)
                                ? list
                                : demand().revocations());
        try (OemDesk desk = desk()) {
            DeviceMemory memory = desk.memory();
            Judged<Instant> time = memory.isEnrolled() ? memory.now() : Judged.accepted(now());
            if (time.value().isEmpty()) {
                return refused(SCHEMA, time.findings());
            }
            Judged<LicenceInbox.Chosen> chosen =
                    LicenceInbox.choose(
                            files.value().get(),
                            check(desk.licences(), now()),
                            given,
                            time.value().get());
            if (chosen.value().isEmpty()) {
                return refused(SCHEMA, chosen.findings());
            }
            output().say(
                            "licence.chosen",
                            chosen.value().get().file(),
                            chosen.value().get().others());
            return activate(SCHEMA, desk, chosen.value().get().given(), enrol, code);
        }
    }
}

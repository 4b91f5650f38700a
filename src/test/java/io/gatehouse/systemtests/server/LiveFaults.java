package io.gatehouse.systemtests.server;

import io.gatehouse.core.command.Command;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.systemtests.server.LiveFault.Ending;
import io.gatehouse.systemtests.server.LiveFault.Inflicted;
import io.gatehouse.systemtests.server.LiveFault.Terms;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What can go wrong with the reasons of an active environment: one of each kind. */
final class LiveFaults {

    /** What the built-in definition wants left of a certificate. */
    private static final Duration LEFT = Duration.ofMinutes(5);

    private LiveFaults() {}

    static List<LiveFault> all() {
        return List.of(
                Inflicted.of("edited evidence", "changed", LiveFaults::editEvidence).always(),
                Inflicted.of("revoked key", "not-verified", LiveFaults::revokeKey).always(),
                Inflicted.of(
                        "edited configuration",
                        "configuration-changed",
                        live ->
                                Files.writeString(
                                        live.path("config/core.yaml"),
                                        Files.readString(live.path("config/core.yaml"))
                                                + "# a remark\n")),
                Inflicted.of("cut decision log", "not-verified", LiveFaults::cutLog).always(),
                Inflicted.of(
                        "edited decision log",
                        "not-verified",
                        live ->
                                Files.writeString(
                                        log(live),
                                        ServedLive.replace(
                                                Files.readString(log(live)),
                                                "live_ready",
                                                "live_reaby"))),
                Inflicted.of("edited journal", "", LiveFaults::editJournal),
                new Ending(
                        "certificate that ends",
                        Terms.BUILT_IN,
                        "expires",
                        live -> certificateEnd(live).minus(LEFT)),
                new Ending(
                        "stale checklist",
                        Terms.CHECKLIST,
                        "stale",
                        live ->
                                live.evidence(Environment.LIVE, "live-checklist-form")
                                        .bornAt()
                                        .plus(Duration.ofDays(20))),
                new Ending(
                        "licence with less left than is asked for",
                        Terms.LICENCE,
                        "licence-not-valid",
                        live -> licenceEnd(live).minus(Duration.ofDays(345))));
    }

    private static void editEvidence(ServedLive live) throws Exception {
        Path file = live.archived(Environment.LIVE, "dry-run-report");
        if (!file.toFile().setWritable(true)) {
            throw new IOException("cannot be made writable: " + file);
        }
        Files.writeString(file, "{}");
    }

    /** The owner's key was in other hands before the approval was signed with it. */
    private static void revokeKey(ServedLive live) throws Exception {
        PersonId anna = new PersonId("anna");
        HttpResponse<byte[]> answer =
                live.send(
                        "celina",
                        new Command.RevokePerson(
                                anna,
                                live.state().governance().person(anna).orElseThrow().keys().stream()
                                        .findFirst()
                                        .map(key -> key.id()),
                                "stolen",
                                Optional.of(Instant.now().minus(Duration.ofHours(20)))));
        if (answer.statusCode() != 200) {
            throw new IOException(new String(answer.body(), StandardCharsets.UTF_8));
        }
    }

    private static Path log(ServedLive live) {
        return live.path("audit/decision_logs/live_execution.jsonl");
    }

    private static void cutLog(ServedLive live) throws IOException {
        String whole = Files.readString(log(live));
        Files.writeString(log(live), whole.substring(0, whole.length() / 2));
    }

    /** One bit of an old event; who edits also sets the time back. */
    private static void editJournal(ServedLive live) throws IOException {
        Path segment = live.segment();
        var time = Files.getLastModifiedTime(segment);
        byte[] edited = Files.readAllBytes(segment);
        edited[edited.length / 3] ^= 1;
        Files.write(segment, edited);
        Files.setLastModifiedTime(segment, time);
    }

    private static Instant certificateEnd(ServedLive live) throws Exception {
        try (InputStream in = Files.newInputStream(live.path("certs/live/server/server.crt"))) {
            return ((X509Certificate)
                            CertificateFactory.getInstance("X.509").generateCertificate(in))
                    .getNotAfter()
                    .toInstant();
        }
    }

    private static Instant licenceEnd(ServedLive live) throws Exception {
        String registry = Files.readString(live.path("var/licenses/registry.jsonl"));
        return Instant.parse(registry.replaceAll("(?s).*\"expires_at\":\\s*\"([^\"]+)\".*", "$1"));
    }
}

package io.gatehouse.definitions.rule;

import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.id.ArtefactId;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The summary of a Stage6 migration says all that runbook RB-S6.1 asks of it: SHA-256 of
 * configuration, backup, vault and sources, equal to the files in evidence; where every passphrase
 * came from; a redacted invocation; and which tool ran.
 *
 * <p>Its {@code warnings} must be there as a list; whether entries will do is another reference's
 * demand, which can be waived with a reason that then stands in the decision entry. Nothing else
 * here can be waived.
 */
public final class Stage6Summary extends AbstractRule {

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern REVISION = Pattern.compile("[0-9a-f]{40}(?:[0-9a-f]{24})?");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");
    private static final List<String> SOURCES = List.of("inline", "file", "env");
    private static final List<String> OTHER_PASSPHRASES =
            List.of("rotation_passphrase", "legacy_security_passphrase");

    /** The migrator once read another kind of store; its salt had a digest of its own. */
    private static final Pattern SALT = Pattern.compile("[a-z_]*salt[a-z_]*(?:checksum|sha256)");

    Stage6Summary() {
        super(
                "stage6-summary",
                false,
                "The migration summary names digests equal to the files, passphrase sources, a redacted invocation and the tool that ran.",
                Parameter.required("summary", Parameter.Kind.ARTEFACT, "the JSON summary"),
                Parameter.required("core", Parameter.Kind.ARTEFACT, "the migrated configuration"),
                Parameter.required("backup", Parameter.Kind.ARTEFACT, "the configuration before"),
                Parameter.required("vault", Parameter.Kind.ARTEFACT, "the vault, by digest"),
                Parameter.optional("source", Parameter.Kind.ARTEFACT, "the old secrets, by digest"),
                Parameter.optional("salt", Parameter.Kind.ARTEFACT, "the old salt, by digest"),
                Parameter.optional(
                        "sources",
                        Parameter.Kind.TEXTS,
                        "where passphrases may come from; inline, file, env when absent"),
                Parameter.optional(
                        "max-age", Parameter.Kind.DURATION, "greatest age of the summary"));
    }

    @Override
    List<String> lintFurther(Reading given, StepDefinition step) {
        return SOURCES.containsAll(given.texts("sources"))
                ? List.of()
                : List.of("parameter 'sources' holds something other than " + SOURCES);
    }

    @Override
    void judge(Inspection inspection, Reading given) {
        for (Observation file : inspection.readable(given.artefact("summary").orElseThrow())) {
            Optional<ReportPart> summary = ReportPart.of(inspection, file);
            summary.ifPresent(s -> judge(s, given));
        }
    }

    private static void judge(ReportPart summary, Reading given) {
        summary.time("timestamp", given.duration("max-age"));
        summary.text("profile_name");
        summary.demand("dry_run", false);
        summary.demand("core_diff_requested", true);
        summary.demand("core_backup_requested", true);
        digest(summary, "core_rendered_checksum", given, "core");
        digest(summary, "core_backup_checksum", given, "backup");
        // the backup is of the configuration that was there, not of any other
        Optional<String> before = sum(summary, "core_original_checksum");
        Optional<String> backup = summary.object().text("core_backup_checksum");
        if (before.isPresent() && backup.isPresent() && !before.equals(backup)) {
            summary.refuse(
                    "backup-differs", "core_backup_checksum", before.get(), "another digest");
        }
        Optional<List<JsonValue>> warnings = summary.list("warnings");
        for (JsonValue warning : warnings.orElse(List.of())) {
            if (!(warning instanceof JsonString)) {
                summary.refuse("wrong-kind", "warnings", "texts", ReportVerdict.show(warning));
            }
        }
        summary.part("secrets").ifPresent(s -> secrets(s, given));
        summary.part("cli_invocation").ifPresent(RedactedInvocation::judge);
        RedactedInvocation.judgeRest(summary);
        summary.part("tool").ifPresent(Stage6Summary::tool);
    }

    private static void secrets(ReportPart secrets, Reading given) {
        digest(secrets, "output_checksum", given, "vault");
        digest(secrets, "source_checksum", given, "source");
        for (String name : secrets.object().names()) {
            if (SALT.matcher(name).matches() && secrets.states(name)) {
                digest(secrets, name, given, "salt");
            }
        }
        Optional<BigDecimal> planned = secrets.number("planned");
        Optional<BigDecimal> written = secrets.number("written");
        if (planned.isPresent() && written.isPresent()) {
            boolean all = planned.get().compareTo(written.get()) == 0;
            if (!all || written.get().signum() <= 0) {
                secrets.refuse(
                        "not-written",
                        "written",
                        "every secret of at least one",
                        written.get().toPlainString() + " of " + planned.get().toPlainString());
            }
        }
        List<String> admitted = given.texts("sources").isEmpty() ? SOURCES : given.texts("sources");
        secrets.part("output_passphrase")
                .ifPresent(
                        p -> {
                            p.demand("provided", true);
                            p.demand("used", true);
                            passphrase(p, admitted);
                        });
        for (String name : OTHER_PASSPHRASES) {
            if (secrets.states(name)) {
                secrets.part(name)
                        .filter(p -> p.flag("provided").orElse(true) || p.states("source"))
                        .ifPresent(p -> passphrase(p, admitted));
            }
        }
    }

    /** The source is registered; what is registered beside it is a name, never the passphrase. */
    private static void passphrase(ReportPart passphrase, List<String> admitted) {
        Optional<String> source = passphrase.text("source");
        if (source.filter(s -> !admitted.contains(s)).isPresent()) {
            passphrase.refuse(
                    "source-refused",
                    "source",
                    admitted.toString(),
                    SOURCES.contains(source.get()) ? source.get() : "another");
        }
        if (source.filter("inline"::equals).isPresent()) {
            if (passphrase.states("identifier")) {
                passphrase.refuse(
                        "not-redacted", "identifier", "null for an inline passphrase", "a value");
            }
        } else if (source.isPresent()) {
            Optional<String> name = passphrase.text("identifier");
            boolean variable = source.get().equals("env");
            if (variable && name.filter(n -> !VARIABLE.matcher(n).matches()).isPresent()) {
                passphrase.refuse(
                        "not-redacted", "identifier", "a variable's name", "something else");
            }
        }
    }

    private static void tool(ReportPart tool) {
        for (String name : List.of("executable", "python", "package", "version")) {
            tool.text(name);
        }
        tool.demand("package_available", true);
        Optional<String> revision = tool.text("git_commit");
        if (revision.filter(r -> !REVISION.matcher(r).matches()).isPresent()) {
            tool.refuse("wrong-kind", "git_commit", "the full hash of a commit", "another text");
        }
    }

    private static Optional<String> sum(ReportPart part, String name) {
        Optional<String> stated = part.text(name);
        if (stated.filter(s -> !SHA_256.matcher(s).matches()).isPresent()) {
            part.refuse("wrong-kind", name, "SHA-256 as 64 hexadecimal digits", "another text");
            return Optional.empty();
        }
        return stated;
    }

    /** The digest is stated and, where the files are evidence, theirs. */
    private static void digest(ReportPart part, String name, Reading given, String parameter) {
        Optional<String> stated = sum(part, name);
        Optional<ArtefactId> artefact = given.artefact(parameter);
        if (artefact.isEmpty()) {
            return;
        }
        Inspection inspection = part.inspection();
        List<Observation> files = new ArrayList<>(inspection.all(artefact.get()));
        if (files.isEmpty()) {
            inspection.pending(
                    "missing",
                    artefact.get().value(),
                    "at least one file of artefact " + artefact.get(),
                    "none",
                    "attach the file to step " + inspection.context().step().id());
        }
        for (Observation file : files) {
            String actual = file.item().digests().sha256().hex();
            if (inspection.isIntact(file) && stated.filter(s -> !s.equals(actual)).isPresent()) {
                inspection.fail(
                        "digest-differs",
                        file.item().path(),
                        stated.get() + " (" + part.at(name) + ")",
                        actual,
                        "the summary is about another file: do step "
                                + inspection.context().step().id()
                                + " again");
            }
        }
    }
}

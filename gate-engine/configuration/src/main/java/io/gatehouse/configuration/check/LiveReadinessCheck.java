package io.gatehouse.configuration.check;

import io.gatehouse.configuration.ConfigNode.Mapping;
import io.gatehouse.configuration.ConfigNode.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * {@code live_readiness} of every live environment that the profile is about. The trading system
 * skips its own check where the section is absent: leaving it out must not be the easy way.
 */
final class LiveReadinessCheck implements ConfigCheck {

    static final ConfigCode MISSING =
            ConfigCode.ours(
                            "live_readiness_missing",
                            "A live environment has no live_readiness; the trading system would start it unchecked.",
                            "add live_readiness with its documents, or remove the environment")
                    .orWaived();

    static final ConfigCode UNSIGNED =
            ConfigCode.ours(
                            "live_readiness_unsigned",
                            "The live readiness of an environment, or a document of it, is not declared signed.",
                            "have it signed, and set signed, signed_by and signature_path")
                    .orWaived();

    static final ConfigCode REQUIRED =
            ConfigCode.ours(
                            "live_document_undeclared",
                            "A required document is not among the documents.",
                            "add it to documents")
                    .orWaived();

    static final ConfigCode CATEGORY =
            ConfigCode.ours(
                            "live_document_category_missing",
                            "The trading system starts live only with a compliance, a risk and a penetration test document.",
                            "add the document that is missing")
                    .orWaived();

    static final ConfigCode DIGEST =
            ConfigCode.ours(
                            "live_document_digest_malformed",
                            "A document has no SHA-256, or one that is not 64 hexadecimal digits: any file would do.",
                            "set sha256 to the digest of the signed file")
                    .orWaived();

    static final ConfigCode FILE =
            ConfigCode.ours(
                            "live_document_absent",
                            "A document's file is not there; its path counts from the folder of the configuration.",
                            "put the file there")
                    .orWaived();

    static final ConfigCode DIFFERS =
            ConfigCode.ours(
                    "live_document_differs",
                    "A document's file is not the one that was signed: its SHA-256 differs.",
                    "restore the signed file, or have the new one signed");

    @Override
    public String name() {
        return "live-readiness";
    }

    @Override
    public List<ConfigCode> codes() {
        return List.of(MISSING, UNSIGNED, REQUIRED, CATEGORY, DIGEST, FILE, DIFFERS);
    }

    @Override
    public void run(Examination file) {
        Environments.live(file)
                .forEach(
                        (name, environment) ->
                                file.mapping(environment, "live_readiness")
                                        .ifPresentOrElse(
                                                readiness -> readiness(file, name, readiness),
                                                () ->
                                                        file.find(
                                                                MISSING,
                                                                environment,
                                                                name,
                                                                "no live_readiness")));
    }

    private static void readiness(Examination file, String name, Mapping readiness) {
        signed(file, name, "checklist", readiness, "signature_path");
        List<Mapping> documents = file.mappings(readiness, "documents");
        Set<String> declared = new TreeSet<>();
        Set<String> categories = new TreeSet<>();
        for (Mapping document : documents) {
            String title = file.textOr(document, "name", "");
            declared.add(title);
            categories.addAll(categories(file, document, title));
            document(file, name, title, document);
        }
        for (Scalar required : file.texts(readiness, "required_documents")) {
            if (!declared.contains(required.text())) {
                file.find(REQUIRED, required, name, required.text());
            }
        }
        for (String category : List.of("compliance", "risk", "penetration")) {
            if (!categories.contains(category)) {
                file.find(CATEGORY, readiness, name, "no document of category " + category);
            }
        }
    }

    private static void signed(
            Examination file, String name, String what, Mapping at, String signature) {
        List<String> lacking = new ArrayList<>();
        if (!file.isOn(at, "signed")) {
            lacking.add("signed");
        }
        if (file.texts(at, "signed_by").isEmpty()) {
            lacking.add("signed_by");
        }
        if (file.text(at, signature).isEmpty() && file.text(at, "signature").isEmpty()) {
            lacking.add(signature);
        }
        if (!lacking.isEmpty()) {
            file.find(UNSIGNED, at, name, what + " without " + String.join(", ", lacking));
        }
    }

    /** As the trading system sorts documents: by who signed and by words of the name. */
    private static Set<String> categories(Examination file, Mapping document, String title) {
        Set<String> found =
                file.texts(document, "signed_by").stream()
                        .map(signer -> signer.text().toLowerCase(Locale.ROOT))
                        .filter(s -> s.equals("compliance") || s.equals("risk"))
                        .collect(Collectors.toCollection(TreeSet::new));
        String name = title.toLowerCase(Locale.ROOT);
        Map.of(
                        "kyc", "compliance",
                        "aml", "compliance",
                        "risk", "risk",
                        "penetration", "penetration",
                        "pentest", "penetration")
                .forEach(
                        (word, category) -> {
                            if (name.contains(word)) {
                                found.add(category);
                            }
                        });
        return found;
    }

    private static void document(
            Examination file, String environment, String title, Mapping document) {
        signed(file, environment, "document " + title, document, "signature_path");
        Optional<Scalar> digest =
                file.text(document, "sha256").or(() -> file.text(document, "checksum"));
        Optional<String> hex =
                digest.map(d -> d.text().strip().toLowerCase(Locale.ROOT))
                        .filter(d -> d.matches("[0-9a-f]{64}"));
        if (hex.isEmpty()) {
            file.find(DIGEST, document, environment, "document " + title);
        }
        Optional<Scalar> path =
                file.text(document, "path").or(() -> file.text(document, "location"));
        if (path.isEmpty()) {
            file.find(FILE, document, environment, "document " + title + " has no path");
            return;
        }
        file.look(path.get().text())
                .ifPresent(
                        sight -> {
                            if (sight instanceof ConfigFiles.Sight.Absent absent) {
                                file.find(
                                        FILE,
                                        path.get(),
                                        environment,
                                        path.get().text() + ": " + absent.reason());
                            } else if (sight instanceof ConfigFiles.Sight.Present present
                                    && hex.filter(h -> !present.digests().sha256().hex().equals(h))
                                            .isPresent()) {
                                file.find(
                                        DIFFERS,
                                        path.get(),
                                        environment,
                                        path.get().text()
                                                + " has "
                                                + present.digests().sha256().value());
                            }
                        });
    }
}

package io.gatehouse.adapter.risklabs.run;

import io.gatehouse.adapter.risklabs.market.ColumnMapping;
import io.gatehouse.adapter.risklabs.market.DataFinding;
import io.gatehouse.adapter.risklabs.market.Importer;
import io.gatehouse.adapter.risklabs.market.Reading;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One text file that is to become Parquet in the layout that the laboratory reads.
 *
 * @param csv absolute
 * @param data root of the market data, relative to the workspace
 * @param interval name of the bars' length; found from the times where empty
 * @param columns mapping of columns, as {@link ColumnMapping#parse} reads it; empty for files whose
 *     first line tells what they are
 */
public record ImportJob(
        Path workspace,
        Path csv,
        String data,
        String namespace,
        String symbol,
        Optional<String> interval,
        Optional<String> columns)
        implements LabTask {

    static final String TASK = "import";

    /** What is wrong with it before any file is read; empty when nothing is. */
    public Optional<String> fault() {
        if (interval.isPresent() && !LabOptions.INTERVALS.containsKey(interval.get())) {
            return Optional.of(
                    "'interval' must be one of "
                            + String.join(", ", LabOptions.INTERVALS.keySet()));
        }
        if (columns.isPresent() && ColumnMapping.parse(columns.get()).isEmpty()) {
            return Optional.of(
                    "'columns' must map open_time, open, high, low, close and volume, such as open_time=Date,open=O,high=H,low=L,close=C,volume=V,unit=iso");
        }
        return Optional.empty();
    }

    @Override
    public JsonObject toJson() {
        JsonObject.Builder json =
                JsonObject.builder()
                        .put("task", TASK)
                        .put("workspace", workspace.toString())
                        .put("csv", csv.toString())
                        .put("data", data)
                        .put("namespace", namespace)
                        .put("symbol", symbol);
        interval.ifPresent(name -> json.put("interval", name));
        columns.ifPresent(text -> json.put("columns", text));
        return json.build();
    }

    static ImportJob of(JsonObject json) {
        return new ImportJob(
                Path.of(json.requireText("workspace")),
                Path.of(json.requireText("csv")),
                json.requireText("data"),
                json.requireText("namespace"),
                json.requireText("symbol"),
                json.text("interval"),
                json.text("columns"));
    }

    @Override
    public LabEnd carryOut(LabProgress progress) {
        progress.at("import", 0, 1);
        try {
            Reading<Importer.Imported> reading =
                    Importer.run(
                            new Importer.Request(
                                    csv,
                                    workspace.resolve(data),
                                    namespace,
                                    symbol,
                                    interval.map(
                                            name ->
                                                    Duration.ofSeconds(
                                                            LabOptions.INTERVALS.get(name))),
                                    columns.flatMap(ColumnMapping::parse)));
            List<Finding> findings = reading.findings().stream().map(DataFinding::finding).toList();
            if (!(reading instanceof Reading.Read<Importer.Imported> read)) {
                return LabEnd.refused(findings);
            }
            progress.at("import", 1, 1);
            Importer.Imported done = read.value();
            return new LabEnd(
                    LabEnd.Status.WRITTEN,
                    JsonObject.builder()
                            .put("kind", done.kind())
                            .put("interval", done.interval())
                            .put("rows", done.rows())
                            .put("source_sha384", done.source().sha384().value())
                            .put(
                                    "files",
                                    new JsonArray(
                                            done.files().stream()
                                                    .<JsonValue>map(JsonString::new)
                                                    .toList()))
                            .build(),
                    findings);
        } catch (IOException e) {
            return LabEnd.notWritten(data, e);
        }
    }
}

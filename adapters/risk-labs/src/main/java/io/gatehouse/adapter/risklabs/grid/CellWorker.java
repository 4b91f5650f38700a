package io.gatehouse.adapter.risklabs.grid;

import io.gatehouse.audit.json.JsonFaultException;
import io.gatehouse.audit.json.LineReader;
import io.gatehouse.audit.json.LineReading;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.json.CanonicalJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Function;

/**
 * Computes cells that come in as lines of canonical JSON and sends each result back as one: the
 * part of a grid that runs in another process or on another machine.
 */
public final class CellWorker {

    private static final int LONGEST_LINE = 4 * 1024;

    private CellWorker() {}

    /**
     * Serves until the stream ends; closes neither stream.
     *
     * @return how many cells were computed
     * @throws IOException if a stream fails or a line is no cell; nothing is sent for that line
     */
    public static long serve(InputStream in, OutputStream out, Function<Cell, CellResult> compute)
            throws IOException {
        LineReader lines = new LineReader(in, LONGEST_LINE);
        long count = 0;
        for (LineReading line = lines.next();
                !(line instanceof LineReading.End);
                line = lines.next()) {
            CellResult result = compute.apply(cell(line, count + 1));
            out.write(CanonicalJson.bytes(result.toJson()));
            out.write('\n');
            out.flush();
            count++;
        }
        return count;
    }

    private static Cell cell(LineReading line, long number) throws IOException {
        if (line instanceof LineReading.Line whole) {
            try {
                return Cell.fromJson(StrictJson.readSigned(whole.bytes()).objectOrThrow());
            } catch (JsonFaultException | IllegalArgumentException e) {
                throw new IOException("line " + number + " is no cell", e);
            }
        }
        throw new IOException("line " + number + " is no line");
    }
}

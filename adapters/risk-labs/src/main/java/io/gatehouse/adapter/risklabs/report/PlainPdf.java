package io.gatehouse.adapter.risklabs.report;

import io.gatehouse.core.digest.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;

/**
 * Bytes of a document that depend on its contents alone.
 *
 * <p>PDFBox deflates fonts whatever one asks; deflated bytes differ between the zlib of one Java
 * runtime and the next. So the document is written, read, and written again with every stream
 * inflated; and its identifier, otherwise drawn from the clock, comes from the report's digest.
 */
final class PlainPdf {

    private PlainPdf() {}

    static byte[] bytes(PDDocument document, Digest digest) throws IOException {
        ByteArrayOutputStream first = new ByteArrayOutputStream();
        document.setDocumentId(0L);
        document.save(first, CompressParameters.NO_COMPRESSION);
        try (PDDocument again = Loader.loadPDF(first.toByteArray())) {
            List<COSObjectKey> keys = new ArrayList<>(again.getDocument().getXrefTable().keySet());
            keys.sort(null);
            for (COSObjectKey key : keys) {
                COSObject object = again.getDocument().getObjectFromPool(key);
                COSBase value = object.getObject();
                if (value instanceof COSStream stream) {
                    inflate(stream);
                }
            }
            again.getDocument().setDocumentID(identifier(digest));
            again.getDocument().setVersion(1.7f);
            ByteArrayOutputStream second = new ByteArrayOutputStream();
            again.save(second, CompressParameters.NO_COMPRESSION);
            return second.toByteArray();
        }
    }

    private static void inflate(COSStream stream) throws IOException {
        if (!stream.containsKey(COSName.FILTER)) {
            return;
        }
        byte[] plain;
        try (var input = stream.createInputStream()) {
            plain = input.readAllBytes();
        }
        stream.removeItem(COSName.FILTER);
        stream.removeItem(COSName.DECODE_PARMS);
        try (OutputStream output = stream.createRawOutputStream()) {
            output.write(plain);
        }
    }

    /** ISO 32000-1, 14.4: two byte strings, equal as long as the document was not changed. */
    private static COSArray identifier(Digest digest) {
        byte[] bytes = HexFormat.of().parseHex(digest.hex().substring(0, 32));
        COSArray array = new COSArray();
        array.add(new COSString(bytes));
        array.add(new COSString(bytes));
        return array;
    }
}

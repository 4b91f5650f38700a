package io.gatehouse.adapter.licensing.qr;

import com.google.zxing.Binarizer;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.ChecksumException;
import com.google.zxing.DecodeHintType;
import com.google.zxing.FormatException;
import com.google.zxing.LuminanceSource;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import com.google.zxing.qrcode.decoder.Decoder;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import com.google.zxing.qrcode.encoder.QRCode;
import io.gatehouse.adapter.licensing.Area;
import io.gatehouse.adapter.licensing.Judged;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * A QR code (ISO/IEC 18004) as a picture and as text of half blocks, and read back from both.
 * Stateless apart from its modules; thread-safe.
 */
public final class QrCode {

    /** Greatest version: 77 modules a side, which fits a terminal and a phone's camera. */
    public static final int LARGEST_VERSION = 15;

    /** Light modules around the code; a reader needs four. */
    private static final int QUIET = 4;

    private static final int MOST_PIXELS = 16_000_000;
    private static final int MOST_LINES = 200;

    private final boolean[][] dark;
    private final int version;

    private QrCode(boolean[][] dark, int version) {
        this.dark = dark;
        this.version = version;
    }

    /** The code of a text, with as much correction as fits; refused as {@code too-long}. */
    public static Judged<QrCode> of(String text) {
        for (ErrorCorrectionLevel level :
                List.of(ErrorCorrectionLevel.Q, ErrorCorrectionLevel.M, ErrorCorrectionLevel.L)) {
            try {
                QRCode made = Encoder.encode(text, level);
                if (made.getVersion().getVersionNumber() <= LARGEST_VERSION) {
                    return Judged.accepted(
                            new QrCode(
                                    modules(made.getMatrix()),
                                    made.getVersion().getVersionNumber()));
                }
            } catch (WriterException e) {
                // too long even for the largest version: so it is with less correction, or refused
            }
        }
        return Judged.refused(
                Area.CARRIER.finding(
                        "too-long",
                        "QR code",
                        "text that fits version " + LARGEST_VERSION,
                        text.length() + " characters",
                        "carry it as a file"));
    }

    private static boolean[][] modules(ByteMatrix matrix) {
        boolean[][] dark = new boolean[matrix.getHeight()][matrix.getWidth()];
        for (int y = 0; y < dark.length; y++) {
            for (int x = 0; x < dark[y].length; x++) {
                dark[y][x] = matrix.get(x, y) == 1;
            }
        }
        return dark;
    }

    public int version() {
        return version;
    }

    private boolean isDark(int x, int y) {
        return y >= 0 && y < dark.length && x >= 0 && x < dark.length && dark[y][x];
    }

    /**
     * A picture in PNG.
     *
     * @param scale pixels of a module's side, 1 to 32
     */
    public byte[] png(int scale) {
        if (scale < 1 || scale > 32) {
            throw new IllegalArgumentException("1 to 32 pixels a module");
        }
        int side = (dark.length + 2 * QUIET) * scale;
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_BINARY);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                boolean black = isDark(x / scale - QUIET, y / scale - QUIET);
                image.setRGB(x, y, black ? 0xff000000 : 0xffffffff);
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, "png", bytes)) {
                throw new IllegalStateException("the Java runtime writes no PNG");
            }
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    /** Text for a dark terminal: light modules are drawn, two rows a line. */
    public String terminal() {
        StringBuilder text = new StringBuilder();
        for (int y = -QUIET; y < dark.length + QUIET; y += 2) {
            for (int x = -QUIET; x < dark.length + QUIET; x++) {
                // the row below the last margin is drawn light, which changes nothing
                boolean upper = !isDark(x, y);
                boolean lower = !isDark(x, y + 1);
                text.append(upper ? lower ? '█' : '▀' : lower ? '▄' : ' ');
            }
            text.append('\n');
        }
        return text.toString();
    }

    /** The text of a picture in PNG; empty when there is no code in it. */
    public static Optional<String> readPng(byte[] png) {
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(png))) {
            ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
            try {
                reader.setInput(in);
                long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
                if (pixels > MOST_PIXELS) {
                    return Optional.empty(); // a small file can unfold to a huge picture
                }
                BufferedImage image = reader.read(0);
                int width = image.getWidth();
                int height = image.getHeight();
                int[] rgb = image.getRGB(0, 0, width, height, null, 0, width);
                return text(new RGBLuminanceSource(width, height, rgb));
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            return Optional.empty(); // the platform's reader throws anything at a broken picture
        }
    }

    /**
     * A photograph is searched for its three corners, which now and then misses a code whose
     * modules look like corners; a picture that is nothing but a code is then read by its grid.
     */
    private static Optional<String> text(LuminanceSource source) {
        List<Binarizer> binarizers =
                List.of(new HybridBinarizer(source), new GlobalHistogramBinarizer(source));
        for (DecodeHintType hint :
                List.of(DecodeHintType.TRY_HARDER, DecodeHintType.PURE_BARCODE)) {
            for (Binarizer binarizer : binarizers) {
                try {
                    return Optional.of(
                            new QRCodeReader()
                                    .decode(new BinaryBitmap(binarizer), Map.of(hint, true))
                                    .getText());
                } catch (ReaderException e) {
                    // found nothing this way; its own error correction tells it from a misreading
                }
            }
        }
        return Optional.empty();
    }

    /** The text of what {@link #terminal} draws; empty when it is something else. */
    public static Optional<String> readTerminal(String text) {
        List<String> lines = text.lines().limit(MOST_LINES + 1L).toList();
        int side = lines.isEmpty() ? 0 : lines.get(0).length() - 2 * QUIET;
        boolean square =
                side > 0
                        && lines.size() == (side + 2 * QUIET + 1) / 2
                        && lines.size() <= MOST_LINES
                        && lines.stream().allMatch(l -> l.length() == side + 2 * QUIET);
        if (!square) {
            return Optional.empty();
        }
        BitMatrix matrix = new BitMatrix(side);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                char block = lines.get((y + QUIET) / 2).charAt(x + QUIET);
                boolean light = block == '█' || block == ((y + QUIET) % 2 == 0 ? '▀' : '▄');
                if (!light) {
                    matrix.set(x, y);
                }
            }
        }
        try {
            return Optional.of(new Decoder().decode(matrix).getText());
        } catch (ChecksumException | FormatException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

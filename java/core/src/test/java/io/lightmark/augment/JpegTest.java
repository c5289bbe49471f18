package io.lightmark.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.device.Devices;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.plugins.jpeg.JPEGQTable;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** JPEG's losses against the JDK's own encoder and decoder. */
class JpegTest {
    /** Not a multiple of 8 either way. */
    private static final int WIDTH = 75;

    private static final int HEIGHT = 61;

    /**
     * Of grey pictures the JDK rounds nothing but the pixels that it returns; a frequency near the middle of two steps may
     * still fall to the other one.
     */
    @ParameterizedTest
    @ValueSource(ints = {50, 60, 75, 90, 95})
    void losesWhatTheJdkLosesOfGreyPictures(int quality) throws IOException {
        byte[] photo = photo();
        for (int i = 0; i < photo.length; i++) {
            photo[i] = photo[i / 3 * 3 + 2];
        }
        Distance distance = Distance.of(photo, quality);
        assertTrue(distance.mean() < 0.4, "mean distance " + distance);
        assertTrue(distance.far() < 0.006, "bytes that are more than 4 apart: " + distance);
        assertTrue(quality > 75 || distance.mean() < distance.lost() / 4, "against what is lost: " + distance);
    }

    /** In colour it also rounds luma and chroma, both ways; a chroma that is one off is a blue that is 1.8 off. */
    @ParameterizedTest
    @ValueSource(ints = {50, 60, 75, 90, 95})
    void losesWhatTheJdkLosesOfColours(int quality) throws IOException {
        Distance distance = Distance.of(photo(), quality);
        assertTrue(distance.mean() < 1.1, "mean distance " + distance);
        assertTrue(distance.far() < 0.05, "bytes that are more than 4 apart: " + distance);
        assertTrue(quality > 75 || distance.mean() < distance.lost() / 2.5, "against what is lost: " + distance);
    }

    /**
     * How far our bytes are from the JDK's.
     *
     * @param mean mean distance
     * @param far share of bytes that are more than 4 apart
     * @param lost mean distance of the JDK's bytes from the original's
     */
    private record Distance(double mean, double far, double lost) {
        static Distance of(byte[] photo, int quality) throws IOException {
            double[] theirs = throughTheJdk(photo, quality);
            Augmentation recipe = Augmentation.NONE.withJpeg(new Jpeg(1, new Range(quality, quality)));
            double[] ours =
                    Looked.at(Devices.CPU, photo, WIDTH, recipe, 1).pixels().get(0);
            double mean = 0;
            double far = 0;
            double lost = 0;
            for (int i = 0; i < ours.length; i++) {
                mean += Math.abs(ours[i] - theirs[i]) / ours.length;
                far += Math.abs(ours[i] - theirs[i]) > 4 ? 1.0 / ours.length : 0;
                lost += Math.abs((photo[i] & 0xff) - theirs[i]) / ours.length;
            }
            return new Distance(mean, far, lost);
        }
    }

    @Test
    void theTablesAreThoseOfTheStandard() {
        float[] half = QuantizationSteps.of(50);
        int[] luma = JPEGQTable.K1Luminance.getTable();
        int[] chroma = JPEGQTable.K2Chrominance.getTable();
        for (int i = 0; i < 64; i++) {
            assertTrue(luma[i] == half[i] && chroma[i] == half[64 + i], "step " + i);
        }
        float[] finest = QuantizationSteps.of(100);
        float[] ones = new float[128];
        java.util.Arrays.fill(ones, 1);
        assertArrayEquals(ones, finest, "quality 100");
    }

    /** Shapes, a slope, and fine structure, in colour. */
    private static byte[] photo() {
        byte[] picture = new byte[3 * WIDTH * HEIGHT];
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            int x = i % WIDTH;
            int y = i / WIDTH;
            boolean disc = Math.hypot(x - 30, y - 25) < 18;
            picture[3 * i] = (byte) (disc ? 60 : 90 + x);
            picture[3 * i + 1] = (byte) (disc ? 120 + 20 * Math.sin(x * 0.9) : 80 + y);
            picture[3 * i + 2] = (byte) (disc ? 190 : 140 + 25 * Math.cos(y * 0.7 + x * 0.2));
        }
        return picture;
    }

    private static double[] throughTheJdk(byte[] bgr, int quality) throws IOException {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        image.getRaster().setDataElements(0, 0, WIDTH, HEIGHT, redFirst(bgr));
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam options = writer.getDefaultWriteParam();
        options.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        options.setCompressionQuality(quality / 100f);
        IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), options);
        leaveOutSubsampling(metadata);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, metadata), options);
        } finally {
            writer.dispose();
        }
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(file.toByteArray()));
        double[] pixels = new double[bgr.length];
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            int rgb = read.getRGB(i % WIDTH, i / WIDTH);
            for (int c = 0; c < 3; c++) {
                pixels[3 * i + c] = rgb >> 8 * c & 0xff;
            }
        }
        return pixels;
    }

    /** A raster's elements are red, green, blue, however the image stores them. */
    private static byte[] redFirst(byte[] bgr) {
        byte[] rgb = bgr.clone();
        for (int i = 0; i < rgb.length; i += 3) {
            rgb[i] = bgr[i + 2];
            rgb[i + 2] = bgr[i];
        }
        return rgb;
    }

    private static void leaveOutSubsampling(IIOMetadata metadata) throws IOException {
        Node root = metadata.getAsTree("javax_imageio_jpeg_image_1.0");
        NodeList components = ((Element) root).getElementsByTagName("componentSpec");
        assertTrue(components.getLength() == 3, "three components");
        for (int i = 0; i < components.getLength(); i++) {
            ((Element) components.item(i)).setAttribute("HsamplingFactor", "1");
            ((Element) components.item(i)).setAttribute("VsamplingFactor", "1");
        }
        metadata.setFromTree("javax_imageio_jpeg_image_1.0", root);
    }
}

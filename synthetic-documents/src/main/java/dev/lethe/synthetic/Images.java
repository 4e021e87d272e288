package dev.lethe.synthetic;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.plugins.tiff.BaselineTIFFTagSet;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.plugins.tiff.TIFFField;
import javax.imageio.plugins.tiff.TIFFTag;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.JPEGFactory;

/** Writes images with their resolution, in memory only. */
final class Images {

  static {
    ImageIO.setUseCache(false);
  }

  private Images() {}

  static byte[] png(BufferedImage image, int dpi) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ImageWriteParam param = writer.getDefaultWriteParam();
    IIOMetadata metadata = metadata(writer, image, param);
    IIOMetadataNode physical = new IIOMetadataNode("pHYs");
    String perMetre = String.valueOf(Math.round(dpi / 0.0254));
    physical.setAttribute("pixelsPerUnitXAxis", perMetre);
    physical.setAttribute("pixelsPerUnitYAxis", perMetre);
    physical.setAttribute("unitSpecifier", "meter");
    IIOMetadataNode root = new IIOMetadataNode("javax_imageio_png_1.0");
    root.appendChild(physical);
    merge(metadata, root);
    return write(writer, image, metadata, param);
  }

  static byte[] jpeg(BufferedImage image, int dpi, float quality) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam param = writer.getDefaultWriteParam();
    param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    param.setCompressionQuality(quality);
    IIOMetadata metadata = metadata(writer, image, param);
    IIOMetadataNode root =
        (IIOMetadataNode) metadata.getAsTree(metadata.getNativeMetadataFormatName());
    IIOMetadataNode jfif = (IIOMetadataNode) root.getElementsByTagName("app0JFIF").item(0);
    jfif.setAttribute("resUnits", "1");
    jfif.setAttribute("Xdensity", String.valueOf(dpi));
    jfif.setAttribute("Ydensity", String.valueOf(dpi));
    merge(metadata, root);
    return write(writer, image, metadata, param);
  }

  static byte[] tiff(List<BufferedImage> frames, int dpi) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.prepareWriteSequence(null);
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionType("Deflate");
      for (BufferedImage frame : frames) {
        IIOMetadata metadata = withResolution(metadata(writer, frame, param), dpi);
        writer.writeToSequence(new IIOImage(frame, null, metadata), param);
      }
      writer.endWriteSequence();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  static byte[] pdf(List<BufferedImage> pages, int dpi) {
    try (PDDocument document = new PDDocument()) {
      document.setDocumentId(1L);
      for (BufferedImage image : pages) {
        float width = image.getWidth() * 72f / dpi;
        float height = image.getHeight() * 72f / dpi;
        PDPage page = new PDPage(new PDRectangle(width, height));
        document.addPage(page);
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
          content.drawImage(
              JPEGFactory.createFromImage(document, image, 0.85f, dpi), 0, 0, width, height);
        }
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      document.save(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static BufferedImage read(byte[] bytes) {
    try {
      return ImageIO.read(new ByteArrayInputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A box blur, once along the rows and once along the columns. */
  static BufferedImage blur(BufferedImage image, int radius) {
    WritableRaster raster = image.getRaster();
    for (int band = 0; band < raster.getNumBands(); band++) {
      for (int y = 0; y < raster.getHeight(); y++) {
        int[] row = raster.getSamples(0, y, raster.getWidth(), 1, band, (int[]) null);
        raster.setSamples(0, y, raster.getWidth(), 1, band, blurred(row, radius));
      }
      for (int x = 0; x < raster.getWidth(); x++) {
        int[] column = raster.getSamples(x, 0, 1, raster.getHeight(), band, (int[]) null);
        raster.setSamples(x, 0, 1, raster.getHeight(), band, blurred(column, radius));
      }
    }
    return image;
  }

  private static int[] blurred(int[] values, int radius) {
    int[] result = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      int from = Math.max(0, i - radius);
      int to = Math.min(values.length - 1, i + radius);
      int sum = 0;
      for (int k = from; k <= to; k++) {
        sum += values[k];
      }
      result[i] = sum / (to - from + 1);
    }
    return result;
  }

  private static IIOMetadata metadata(
      ImageWriter writer, BufferedImage image, ImageWriteParam param) {
    return writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), param);
  }

  private static void merge(IIOMetadata metadata, IIOMetadataNode root) {
    try {
      metadata.mergeTree(root.getNodeName(), root);
    } catch (IIOInvalidTreeException e) {
      throw new IllegalStateException(e);
    }
  }

  private static IIOMetadata withResolution(IIOMetadata metadata, int dpi) throws IOException {
    TIFFDirectory directory = TIFFDirectory.createFromMetadata(metadata);
    BaselineTIFFTagSet tags = BaselineTIFFTagSet.getInstance();
    long[][] value = {{dpi, 1}};
    directory.addTIFFField(rational(tags, BaselineTIFFTagSet.TAG_X_RESOLUTION, value));
    directory.addTIFFField(rational(tags, BaselineTIFFTagSet.TAG_Y_RESOLUTION, value));
    directory.addTIFFField(
        new TIFFField(
            tags.getTag(BaselineTIFFTagSet.TAG_RESOLUTION_UNIT),
            TIFFTag.TIFF_SHORT,
            1,
            new char[] {BaselineTIFFTagSet.RESOLUTION_UNIT_INCH}));
    return directory.getAsMetadata();
  }

  private static TIFFField rational(BaselineTIFFTagSet tags, int tag, long[][] value) {
    return new TIFFField(tags.getTag(tag), TIFFTag.TIFF_RATIONAL, 1, value);
  }

  private static byte[] write(
      ImageWriter writer, BufferedImage image, IIOMetadata metadata, ImageWriteParam param) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, metadata), param);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}

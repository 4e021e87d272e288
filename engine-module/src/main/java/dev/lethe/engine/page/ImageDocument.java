package dev.lethe.engine.page;

import dev.lethe.worker.Limits;
import dev.lethe.worker.Refusal;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** An image file; each frame of a TIFF is a page, of other formats the first frame alone. */
final class ImageDocument implements SourceDocument {

  static {
    // the default keeps decoded streams in temporary files
    ImageIO.setUseCache(false);
  }

  private final byte[] bytes;
  private final MediaType type;
  private final Limits limits;
  private final ImageReader reader;
  private final int pages;

  private ImageDocument(
      byte[] bytes, MediaType type, Limits limits, ImageReader reader, int pages) {
    this.bytes = bytes;
    this.type = type;
    this.limits = limits;
    this.reader = reader;
    this.pages = pages;
  }

  static ImageDocument open(byte[] bytes, MediaType type, Limits limits) {
    ImageReader reader = readerFor(type);
    ImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes));
    reader.setInput(input, type != MediaType.TIFF, type == MediaType.GIF);
    int pages = type == MediaType.TIFF ? countFrames(reader, limits) : 1;
    return new ImageDocument(bytes, type, limits, reader, pages);
  }

  private static ImageReader readerFor(MediaType type) {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(type.name());
    if (!readers.hasNext()) {
      throw new RefusedException(Refusal.UNSUPPORTED_TYPE);
    }
    return readers.next();
  }

  /** Frames are found one after the other: a chain of directories that never ends is cut off. */
  private static int countFrames(ImageReader reader, Limits limits) {
    int frames = 0;
    try {
      while (frames <= limits.maxPages()) {
        reader.getWidth(frames);
        frames++;
      }
    } catch (IndexOutOfBoundsException end) {
      // the frame before was the last
    } catch (IOException | RuntimeException broken) {
      if (frames == 0) {
        throw new RefusedException(Refusal.UNREADABLE);
      }
    }
    if (frames == 0) {
      throw new RefusedException(Refusal.UNREADABLE);
    }
    if (frames > limits.maxPages()) {
      throw new RefusedException(Refusal.TOO_MANY_PAGES);
    }
    return frames;
  }

  @Override
  public int pageCount() {
    return pages;
  }

  @Override
  public Optional<PageText> digitalText(int page) {
    return Optional.empty();
  }

  @Override
  public PageImage image(int page) {
    int frame = page - 1;
    try {
      long size = (long) reader.getWidth(frame) * reader.getHeight(frame);
      if (size > limits.maxPixelsPerPage()) {
        throw new RefusedException(Refusal.TOO_MANY_PIXELS);
      }
      return new PageImage(Orientation.of(bytes, type, frame).apply(decode(frame)), 0);
    } catch (IOException | IndexOutOfBoundsException broken) {
      throw new RefusedException(Refusal.UNREADABLE);
    }
  }

  private BufferedImage decode(int frame) throws IOException {
    try {
      return reader.read(frame);
    } catch (IOException unusual) {
      if (type == MediaType.JPEG && reader.canReadRaster()) {
        return fromInks(reader.readRaster(frame, null));
      }
      throw unusual;
    }
  }

  /** A JPEG of four inks, stored inverted as all known writers do; good enough to read text. */
  private static BufferedImage fromInks(Raster raster) throws IOException {
    if (raster.getNumBands() != 4) {
      throw new IOException("unusual number of colours");
    }
    BufferedImage gray =
        new BufferedImage(raster.getWidth(), raster.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
    int[] inks = new int[4 * raster.getWidth()];
    int[] row = new int[raster.getWidth()];
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(0, y, raster.getWidth(), 1, inks);
      for (int x = 0; x < row.length; x++) {
        int lightest = 77 * inks[4 * x] + 150 * inks[4 * x + 1] + 29 * inks[4 * x + 2];
        row[x] = (lightest >> 8) * inks[4 * x + 3] / 255;
      }
      gray.getRaster().setPixels(0, y, row.length, 1, row);
    }
    return gray;
  }

  @Override
  public void close() {
    reader.dispose();
  }
}

package dev.lethe.engine.page;

import dev.lethe.worker.Limits;
import dev.lethe.worker.Refusal;
import dev.lethe.worker.Region;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;

/** An image file; each frame of a TIFF is a page, of other formats the first frame alone. */
final class ImageDocument implements SourceDocument {

  private final byte[] bytes;
  private final MediaType type;
  private final Limits limits;
  private final List<ImageReader> readers;
  private final ImageReader reader;
  private final int pages;

  private ImageDocument(byte[] bytes, MediaType type, Limits limits, List<ImageReader> readers) {
    this.bytes = bytes;
    this.type = type;
    this.limits = limits;
    this.readers = readers;
    this.reader = firstThatReads(readers);
    this.pages = type == MediaType.TIFF ? countFrames(reader, limits) : 1;
  }

  static ImageDocument open(byte[] bytes, MediaType type, Limits limits) {
    List<ImageReader> readers = Decoders.of(type, bytes);
    if (readers.isEmpty()) {
      throw new RefusedException(Refusal.UNSUPPORTED_TYPE);
    }
    return new ImageDocument(bytes, type, limits, readers);
  }

  private static ImageReader firstThatReads(List<ImageReader> readers) {
    for (ImageReader reader : readers) {
      try {
        if (reader.getWidth(0) > 0) {
          return reader;
        }
      } catch (IOException | RuntimeException broken) {
        // the next may know more
      }
    }
    throw new RefusedException(Refusal.UNREADABLE);
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
      // what comes before can be read
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
  public List<Region> pictures(int page) {
    return List.of();
  }

  @Override
  public PageImage image(int page) {
    int frame = page - 1;
    return decoded(
        () -> {
          checkedSize(frame);
          return new PageImage(orientation(frame).apply(decode(frame)), 0);
        });
  }

  @Override
  public GrayImage gray(int page) {
    Region whole = new Region(page, 0, 0, 1, 1);
    return parts(page, List.of(whole)).parts().get(0).pixels();
  }

  @Override
  public PageParts parts(int page, List<Region> regions) {
    return decoded(() -> decodeParts(page - 1, regions));
  }

  private PageParts decodeParts(int frame, List<Region> regions) throws IOException {
    PixelBox size = checkedSize(frame);
    Orientation orientation = orientation(frame);
    int width = orientation.isLying() ? size.height() : size.width();
    int height = orientation.isLying() ? size.width() : size.height();
    List<PixelBox> upright = regions.stream().map(r -> PixelBox.of(r, width, height)).toList();
    GrayImage[] pixels =
        read(
            frame,
            upright.stream()
                .map(box -> orientation.stored(box, size.width(), size.height()))
                .toList());
    List<PageParts.Part> parts = new ArrayList<>();
    for (int i = 0; i < pixels.length; i++) {
      PixelBox at = upright.get(i);
      parts.add(new PageParts.Part(at.left(), at.top(), orientation.apply(pixels[i])));
    }
    return new PageParts(width, height, parts);
  }

  private PixelBox checkedSize(int frame) throws IOException {
    int width = reader.getWidth(frame);
    int height = reader.getHeight(frame);
    if ((long) width * height > limits.maxPixelsPerPage()) {
      throw new RefusedException(Refusal.TOO_MANY_PIXELS);
    }
    return new PixelBox(0, 0, width, height);
  }

  private Orientation orientation(int frame) {
    return Orientation.of(bytes, type, frame);
  }

  /** What decodes; whatever decoders stumble over is a refusal. */
  private interface Decoding<T> {
    T run() throws IOException;
  }

  private static <T> T decoded(Decoding<T> decoding) {
    try {
      return decoding.run();
    } catch (RefusedException refused) {
      throw refused;
    } catch (IOException | RuntimeException broken) {
      throw new RefusedException(Refusal.UNREADABLE);
    }
  }

  @Override
  public PageImage preview(int page, double dotsPerInch) {
    return image(page);
  }

  private GrayImage[] read(int frame, List<PixelBox> boxes) throws IOException {
    Optional<PngRows> rows = type == MediaType.PNG ? PngRows.of(bytes) : Optional.empty();
    if (rows.isPresent()) {
      return rows.get().read(boxes);
    }
    PixelBox all = PixelBox.around(boxes);
    boolean apart = reader.getTileHeight(frame) < reader.getHeight(frame);
    if (apart && boxes.stream().mapToLong(PixelBox::area).sum() < all.area() / 2) {
      GrayImage[] parts = new GrayImage[boxes.size()];
      for (int i = 0; i < parts.length; i++) {
        parts[i] = GrayImage.of(decode(frame, boxes.get(i)));
      }
      return parts;
    }
    GrayImage once = GrayImage.of(decode(frame, all));
    return boxes.stream().map(box -> box.cut(once, all)).toArray(GrayImage[]::new);
  }

  private BufferedImage decode(int frame) throws IOException {
    return decode(frame, checkedSize(frame));
  }

  private BufferedImage decode(int frame, PixelBox box) throws IOException {
    IOException first = null;
    for (ImageReader candidate : readers) {
      try {
        ImageReadParam param = candidate.getDefaultReadParam();
        param.setSourceRegion(box.toRectangle());
        return candidate.read(frame, param);
      } catch (IOException | RuntimeException unusual) {
        first = first == null ? new IOException(unusual) : first;
      }
    }
    throw first == null ? new IOException("no decoder") : first;
  }

  @Override
  public void close() {
    readers.forEach(ImageReader::dispose);
  }
}

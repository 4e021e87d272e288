package dev.lethe.engine.page;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/** Decoders of image formats. All work in memory. */
final class Decoders {

  static {
    // the default keeps decoded streams in temporary files
    ImageIO.setUseCache(false);
  }

  private Decoders() {}

  /**
   * Decoders of a format with the file as their input. Those of the runtime come first, since they
   * are quicker, and the others read what is unusual (four inks, broken metadata). Of TIFF it is
   * the other way: the runtime's misreads packed runs that go beyond a row.
   */
  static List<ImageReader> of(MediaType type, byte[] file) {
    List<ImageReader> readers = new ArrayList<>();
    Iterator<ImageReader> known = ImageIO.getImageReadersByFormatName(type.name());
    known.forEachRemaining(readers::add);
    readers.sort(Comparator.comparing(reader -> isForeign(reader) == (type != MediaType.TIFF)));
    readers.forEach(
        reader ->
            reader.setInput(
                new ByteArrayImageInputStream(file),
                type != MediaType.TIFF,
                // comments and profiles of a JPEG are often broken, and nothing here needs them
                type == MediaType.GIF || type == MediaType.JPEG));
    return readers;
  }

  private static boolean isForeign(ImageReader reader) {
    return !reader.getClass().getName().startsWith("com.sun.imageio.");
  }
}

package dev.lethe.engine.page;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decodes parts of a PNG (ISO/IEC 15948) row by row, in gray. Rows below the last part are not
 * inflated, and columns to the right of it not unfiltered: a filter looks only to the left and up.
 * Interlaced images and those with a transparent colour are left to ImageIO.
 */
final class PngRows {

  private static final int SIGNATURE = 8;
  private static final int IHDR = 0x49484452;
  private static final int PLTE = 0x504C5445;
  private static final int TRNS = 0x74524E53;
  private static final int IDAT = 0x49444154;
  private static final int OPAQUE = 255;

  private final byte[] file;
  private final int width;
  private final int height;
  private final int bits;
  private final int channels;
  private final boolean indexed;
  private final boolean opacity;

  /** Gray by sample value, for samples of up to eight bits without colour. */
  private byte[] grays = new byte[0];

  private int chunk;
  private final Inflater inflater = new Inflater();

  private PngRows(byte[] file, ByteBuffer header, int type) {
    this.file = file;
    this.width = header.getInt(SIGNATURE + 8);
    this.height = header.getInt(SIGNATURE + 12);
    this.bits = header.get(SIGNATURE + 16);
    this.indexed = type == 3;
    this.opacity = type == 4 || type == 6;
    this.channels = (type == 2 || type == 6 ? 3 : 1) + (opacity ? 1 : 0);
  }

  /** Empty when the image is not one of those that are read here. */
  static Optional<PngRows> of(byte[] file) {
    ByteBuffer header = ByteBuffer.wrap(file);
    if (file.length < SIGNATURE + 25 || header.getInt(SIGNATURE + 4) != IHDR) {
      return Optional.empty();
    }
    int type = file[SIGNATURE + 17];
    int bits = file[SIGNATURE + 16];
    boolean plain = file[SIGNATURE + 18] == 0 && file[SIGNATURE + 19] == 0;
    boolean known =
        switch (type) {
          case 0 -> bits == 1 || bits == 2 || bits == 4 || bits == 8 || bits == 16;
          case 3 -> bits == 1 || bits == 2 || bits == 4 || bits == 8;
          case 2, 4, 6 -> bits == 8 || bits == 16;
          default -> false;
        };
    boolean interlaced = file[SIGNATURE + 20] != 0;
    if (!plain || !known || interlaced) {
      return Optional.empty();
    }
    PngRows rows = new PngRows(file, header, type);
    return rows.width > 0 && rows.height > 0 && rows.readColors()
        ? Optional.of(rows)
        : Optional.empty();
  }

  /** Goes to the first chunk of pixels; false when colours on the way are not for us. */
  private boolean readColors() {
    ByteBuffer in = ByteBuffer.wrap(file);
    byte[] palette = new byte[0];
    byte[] transparency = new byte[0];
    chunk = SIGNATURE;
    while (chunk + 12 <= file.length && in.getInt(chunk + 4) != IDAT) {
      int length = in.getInt(chunk);
      if (length < 0 || length > file.length - chunk - 12) {
        return false;
      }
      if (in.getInt(chunk + 4) == PLTE) {
        palette = Arrays.copyOfRange(file, chunk + 8, chunk + 8 + length);
      } else if (in.getInt(chunk + 4) == TRNS) {
        if (!indexed) {
          return false;
        }
        transparency = Arrays.copyOfRange(file, chunk + 8, chunk + 8 + length);
      }
      chunk += 12 + length;
    }
    grays = indexed ? fromPalette(palette, transparency) : ramp();
    return !indexed || palette.length >= 3;
  }

  private byte[] fromPalette(byte[] palette, byte[] transparency) {
    byte[] table = new byte[256];
    for (int i = 0; i < Math.min(256, palette.length / 3); i++) {
      int alpha = i < transparency.length ? transparency[i] & 0xFF : OPAQUE;
      table[i] =
          (byte)
              GrayRows.luminance(
                  palette[3 * i] & 0xFF,
                  palette[3 * i + 1] & 0xFF,
                  palette[3 * i + 2] & 0xFF,
                  alpha);
    }
    return table;
  }

  private byte[] ramp() {
    byte[] table = new byte[256];
    int levels = bits < 8 ? 1 << bits : 256;
    for (int i = 0; i < levels; i++) {
      table[i] = (byte) (i * 255 / (levels - 1));
    }
    return table;
  }

  /** The boxes' pixels; boxes lie within the image. */
  GrayImage[] read(List<PixelBox> boxes) throws IOException {
    PixelBox all = PixelBox.around(boxes);
    byte[][] out = new byte[boxes.size()][];
    for (int i = 0; i < out.length; i++) {
      out[i] = new byte[Math.toIntExact(boxes.get(i).area())];
    }
    int pixel = Math.max(1, bits * channels / 8);
    int rowBytes = Math.toIntExact(((long) width * bits * channels + 7) / 8);
    int used = Math.min(rowBytes, (int) (((long) all.right() * bits * channels + 7) / 8));
    byte[] above = new byte[rowBytes + 1];
    byte[] row = new byte[rowBytes + 1];
    byte[] line = new byte[width];
    try {
      for (int y = 0; y < all.bottom(); y++) {
        inflate(row);
        unfilter(row, above, used, pixel);
        if (y >= all.top()) {
          cut(row, y, all, line, boxes, out);
        }
        byte[] next = above;
        above = row;
        row = next;
      }
    } catch (DataFormatException broken) {
      throw new IOException("not a deflated stream", broken);
    } finally {
      inflater.end();
    }
    GrayImage[] images = new GrayImage[out.length];
    for (int i = 0; i < out.length; i++) {
      images[i] = new GrayImage(boxes.get(i).width(), boxes.get(i).height(), out[i]);
    }
    return images;
  }

  private void cut(
      byte[] row, int y, PixelBox all, byte[] line, List<PixelBox> boxes, byte[][] out) {
    boolean decoded = false;
    for (int i = 0; i < out.length; i++) {
      PixelBox box = boxes.get(i);
      if (y >= box.top() && y < box.bottom()) {
        if (!decoded) {
          gray(row, all.left(), all.right(), line);
          decoded = true;
        }
        System.arraycopy(line, box.left(), out[i], (y - box.top()) * box.width(), box.width());
      }
    }
  }

  private void inflate(byte[] row) throws DataFormatException, IOException {
    int at = 0;
    while (at < row.length) {
      int n = inflater.inflate(row, at, row.length - at);
      at += n;
      if (n == 0) {
        if (inflater.finished() || inflater.needsDictionary()) {
          throw new IOException("rows are missing");
        }
        feed();
      }
    }
  }

  private void feed() throws IOException {
    ByteBuffer in = ByteBuffer.wrap(file);
    if (chunk + 8 > file.length || in.getInt(chunk + 4) != IDAT) {
      throw new IOException("rows are missing");
    }
    int length = in.getInt(chunk);
    int there = Math.min(length, file.length - chunk - 8);
    if (there < 0) {
      throw new IOException("a chunk of no size");
    }
    inflater.setInput(file, chunk + 8, there);
    chunk = (int) Math.min(file.length, chunk + 12L + length);
  }

  /** The first byte of a row names its filter; {@code used} bytes after it are wanted. */
  private static void unfilter(byte[] row, byte[] above, int used, int pixel) throws IOException {
    switch (row[0]) {
      case 0 -> {}
      case 1 -> {
        for (int i = pixel + 1; i <= used; i++) {
          row[i] += row[i - pixel];
        }
      }
      case 2 -> {
        for (int i = 1; i <= used; i++) {
          row[i] += above[i];
        }
      }
      case 3 -> average(row, above, used, pixel);
      case 4 -> paeth(row, above, used, pixel);
      default -> throw new IOException("unknown filter");
    }
  }

  private static void average(byte[] row, byte[] above, int used, int pixel) {
    for (int i = 1; i <= used; i++) {
      int left = i > pixel ? row[i - pixel] & 0xFF : 0;
      row[i] += (byte) ((left + (above[i] & 0xFF)) >> 1);
    }
  }

  private static void paeth(byte[] row, byte[] above, int used, int pixel) {
    for (int i = 1; i <= Math.min(pixel, used); i++) {
      row[i] += above[i];
    }
    for (int i = pixel + 1; i <= used; i++) {
      int a = row[i - pixel] & 0xFF;
      int b = above[i] & 0xFF;
      int c = above[i - pixel] & 0xFF;
      int pa = Math.abs(b - c);
      int pb = Math.abs(a - c);
      int pc = Math.abs(a + b - 2 * c);
      row[i] += (byte) (pa <= pb && pa <= pc ? a : pb <= pc ? b : c);
    }
  }

  /** Columns of a row; {@code line} is filled at their own places. */
  private void gray(byte[] row, int left, int right, byte[] line) {
    if (bits < 8) {
      int mask = (1 << bits) - 1;
      for (int x = left; x < right; x++) {
        int bit = x * bits;
        line[x] = grays[(row[1 + (bit >> 3)] >> (8 - bits - (bit & 7))) & mask];
      }
    } else if (channels == 1 && bits == 8 && !indexed) {
      System.arraycopy(row, 1 + left, line, left, right - left);
    } else if (channels == 1 && bits == 8) {
      for (int x = left; x < right; x++) {
        line[x] = grays[row[1 + x] & 0xFF];
      }
    } else {
      wide(row, left, right, line);
    }
  }

  private void wide(byte[] row, int left, int right, byte[] line) {
    int sample = bits / 8;
    int at = 1 + left * channels * sample;
    for (int x = left; x < right; x++, at += channels * sample) {
      int r = row[at] & 0xFF;
      int g = channels < 3 ? r : row[at + sample] & 0xFF;
      int b = channels < 3 ? r : row[at + 2 * sample] & 0xFF;
      int alpha = opacity ? row[at + (channels - 1) * sample] & 0xFF : OPAQUE;
      line[x] = (byte) GrayRows.luminance(r, g, b, alpha);
    }
  }
}

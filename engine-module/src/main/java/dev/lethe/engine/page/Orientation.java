package dev.lethe.engine.page;

import java.awt.geom.AffineTransform;
import java.awt.image.AffineTransformOp;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** How an image must be turned to be shown as its camera meant it (the EXIF and TIFF tag 274). */
record Orientation(int value) {

  private static final Orientation NONE = new Orientation(1);
  private static final int TAG = 0x0112;
  private static final int MAX_ENTRIES = 512;

  /** The orientation of a frame; none when nothing valid is said. */
  static Orientation of(byte[] bytes, MediaType type, int frame) {
    try {
      return switch (type) {
        case JPEG -> ofJpeg(bytes);
        case TIFF -> ofTiff(ByteBuffer.wrap(bytes), frame);
        default -> NONE;
      };
    } catch (RuntimeException malformed) {
      return NONE;
    }
  }

  private static Orientation ofJpeg(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int at = 2;
    while (at + 4 <= bytes.length && (bytes[at] & 0xFF) == 0xFF) {
      int marker = bytes[at + 1] & 0xFF;
      int length = in.getShort(at + 2) & 0xFFFF;
      if (marker == 0xE1 && length > 16 && in.getInt(at + 4) == 0x45786966) {
        return ofTiff(ByteBuffer.wrap(bytes, at + 10, length - 8).slice(), 0);
      }
      if (marker == 0xDA || length < 2) {
        return NONE;
      }
      at += 2 + length;
    }
    return NONE;
  }

  private static Orientation ofTiff(ByteBuffer in, int frame) {
    in.order(in.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = in.getInt(4);
    for (int i = 0; i < frame; i++) {
      directory = in.getInt(directory + 2 + 12 * (in.getShort(directory) & 0xFFFF));
    }
    int entries = Math.min(MAX_ENTRIES, in.getShort(directory) & 0xFFFF);
    for (int i = 0; i < entries; i++) {
      int entry = directory + 2 + 12 * i;
      if ((in.getShort(entry) & 0xFFFF) == TAG) {
        int value = in.getShort(entry + 8);
        return value >= 1 && value <= 8 ? new Orientation(value) : NONE;
      }
    }
    return NONE;
  }

  BufferedImage apply(BufferedImage image) {
    if (value == 1) {
      return image;
    }
    double w = image.getWidth();
    double h = image.getHeight();
    AffineTransform turn =
        switch (value) {
          case 2 -> new AffineTransform(-1, 0, 0, 1, w, 0);
          case 3 -> new AffineTransform(-1, 0, 0, -1, w, h);
          case 4 -> new AffineTransform(1, 0, 0, -1, 0, h);
          case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
          case 6 -> new AffineTransform(0, 1, -1, 0, h, 0);
          case 7 -> new AffineTransform(0, -1, -1, 0, h, w);
          default -> new AffineTransform(0, -1, 1, 0, 0, w);
        };
    boolean swapped = value >= 5;
    BufferedImage out =
        new BufferedImage(
            (int) (swapped ? h : w),
            (int) (swapped ? w : h),
            image.getType() == BufferedImage.TYPE_BYTE_GRAY
                ? BufferedImage.TYPE_BYTE_GRAY
                : BufferedImage.TYPE_INT_RGB);
    java.awt.Graphics2D g = out.createGraphics();
    g.drawImage(image, new AffineTransformOp(turn, AffineTransformOp.TYPE_NEAREST_NEIGHBOR), 0, 0);
    g.dispose();
    return out;
  }
}

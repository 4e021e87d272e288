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

  /** Whether columns of the stored image are rows of the upright one. */
  boolean isLying() {
    return value >= 5;
  }

  /** Where a box of the upright image lies in the stored one of this size. */
  PixelBox stored(PixelBox upright, int width, int height) {
    int l = upright.left();
    int t = upright.top();
    int r = upright.right();
    int b = upright.bottom();
    return switch (value) {
      case 2 -> new PixelBox(width - r, t, width - l, b);
      case 3 -> new PixelBox(width - r, height - b, width - l, height - t);
      case 4 -> new PixelBox(l, height - b, r, height - t);
      case 5 -> new PixelBox(t, l, b, r);
      case 6 -> new PixelBox(t, height - r, b, height - l);
      case 7 -> new PixelBox(width - b, height - r, width - t, height - l);
      case 8 -> new PixelBox(width - b, l, width - t, r);
      default -> upright;
    };
  }

  GrayImage apply(GrayImage image) {
    return switch (value) {
      case 2 -> image.mirror();
      case 3 -> image.turn(2);
      case 4 -> image.mirror().turn(2);
      case 5 -> image.mirror().turn(3);
      case 6 -> image.turn(1);
      case 7 -> image.mirror().turn(1);
      case 8 -> image.turn(3);
      default -> image;
    };
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

package dev.lethe.engine.page;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferInt;
import java.awt.image.DataBufferUShort;
import java.awt.image.IndexColorModel;
import java.awt.image.MultiPixelPackedSampleModel;
import java.awt.image.Raster;
import java.awt.image.SampleModel;
import java.awt.image.SinglePixelPackedSampleModel;

/**
 * Brings decoded images to one byte a pixel, transparent parts on white. The usual layouts in
 * memory are read as they lie: asking the image for its colours goes through its colour model for
 * each pixel, which cost more than decoding. Colour profiles are not applied.
 */
final class GrayRows {

  private static final int OPAQUE = 255;

  private GrayRows() {}

  static byte[] of(BufferedImage image) {
    Raster raster = image.getRaster();
    SampleModel layout = raster.getSampleModel();
    DataBuffer data = raster.getDataBuffer();
    ColorModel colors = image.getColorModel();
    if (data.getNumBanks() == 1) {
      if (layout instanceof ComponentSampleModel components) {
        if (data instanceof DataBufferByte bytes) {
          return colors instanceof IndexColorModel palette
              ? fromPalette(raster, components, bytes.getData(), palette)
              : fromBytes(raster, components, bytes.getData(), image);
        }
        if (data instanceof DataBufferUShort shorts && isPlain(image, components)) {
          return fromShorts(raster, components, shorts.getData());
        }
      }
      if (layout instanceof MultiPixelPackedSampleModel packed
          && packed.getPixelBitStride() == 1
          && data instanceof DataBufferByte bytes
          && colors instanceof IndexColorModel palette) {
        return fromBits(raster, packed, bytes.getData(), palette);
      }
      if (layout instanceof SinglePixelPackedSampleModel packed
          && data instanceof DataBufferInt ints
          && (image.getType() == BufferedImage.TYPE_INT_RGB
              || image.getType() == BufferedImage.TYPE_INT_ARGB)) {
        boolean opaque = image.getType() == BufferedImage.TYPE_INT_RGB;
        return fromInts(raster, packed, ints.getData(), opaque);
      }
    }
    return fromColors(image);
  }

  /** Gray of a colour with its opacity, on white; weights of ITU-R BT.601. */
  static int luminance(int r, int g, int b, int opacity) {
    int gray = (77 * r + 150 * g + 29 * b + 128) >> 8;
    return opacity == OPAQUE ? gray : (gray * opacity + 255 * (OPAQUE - opacity)) / 255;
  }

  /** A part of a row of one or three bytes a pixel. */
  static void interleaved(byte[] row, int from, int channels, byte[] out, int to, int pixels) {
    if (channels == 1) {
      System.arraycopy(row, from, out, to, pixels);
    } else {
      colorRow(row, from, from + 1, from + 2, channels, out, to, to + pixels);
    }
  }

  private static int luminance(int argb) {
    return luminance((argb >> 16) & 0xFF, (argb >> 8) & 0xFF, argb & 0xFF, argb >>> 24);
  }

  private static boolean isPlain(BufferedImage image, ComponentSampleModel layout) {
    int space = image.getColorModel().getColorSpace().getType();
    int bands = layout.getNumBands();
    return space == ColorSpace.TYPE_GRAY
        ? bands <= 2
        : space == ColorSpace.TYPE_RGB && bands >= 3 && !image.isAlphaPremultiplied();
  }

  private static byte[] fromBytes(
      Raster raster, ComponentSampleModel layout, byte[] data, BufferedImage image) {
    if (!isPlain(image, layout)) {
      return fromColors(image);
    }
    int w = raster.getWidth();
    int step = layout.getPixelStride();
    int[] offsets = layout.getBandOffsets();
    byte[] out = new byte[w * raster.getHeight()];
    int to = 0;
    for (int y = 0; y < raster.getHeight(); y++) {
      int from = start(raster, layout, y);
      int end = to + w;
      switch (offsets.length) {
        case 1 -> grayRow(data, from + offsets[0], step, out, to, end);
        case 2 -> grayAlphaRow(data, from + offsets[0], from + offsets[1], step, out, to, end);
        case 3 ->
            colorRow(
                data, from + offsets[0], from + offsets[1], from + offsets[2], step, out, to, end);
        default -> colorAlphaRow(data, from, offsets, step, out, to, end);
      }
      to = end;
    }
    return out;
  }

  private static int start(Raster raster, ComponentSampleModel layout, int y) {
    int row = y - raster.getSampleModelTranslateY() + raster.getMinY();
    int column = raster.getMinX() - raster.getSampleModelTranslateX();
    return raster.getDataBuffer().getOffset()
        + row * layout.getScanlineStride()
        + column * layout.getPixelStride();
  }

  private static void grayRow(byte[] data, int from, int step, byte[] out, int to, int end) {
    if (step == 1) {
      System.arraycopy(data, from, out, to, end - to);
      return;
    }
    for (int i = to, at = from; i < end; i++, at += step) {
      out[i] = data[at];
    }
  }

  private static void grayAlphaRow(
      byte[] data, int gray, int alpha, int step, byte[] out, int to, int end) {
    for (int i = to, at = 0; i < end; i++, at += step) {
      int v = data[gray + at] & 0xFF;
      out[i] = (byte) luminance(v, v, v, data[alpha + at] & 0xFF);
    }
  }

  private static void colorRow(
      byte[] data, int red, int green, int blue, int step, byte[] out, int to, int end) {
    int g = green - red;
    int b = blue - red;
    for (int i = to, at = red; i < end; i++, at += step) {
      int sum = 77 * (data[at] & 0xFF) + 150 * (data[at + g] & 0xFF) + 29 * (data[at + b] & 0xFF);
      out[i] = (byte) ((sum + 128) >> 8);
    }
  }

  private static void colorAlphaRow(
      byte[] data, int from, int[] offsets, int step, byte[] out, int to, int end) {
    for (int i = to, at = from; i < end; i++, at += step) {
      out[i] =
          (byte)
              luminance(
                  data[at + offsets[0]] & 0xFF,
                  data[at + offsets[1]] & 0xFF,
                  data[at + offsets[2]] & 0xFF,
                  data[at + offsets[3]] & 0xFF);
    }
  }

  private static byte[] fromPalette(
      Raster raster, ComponentSampleModel layout, byte[] data, IndexColorModel palette) {
    byte[] gray = grays(palette, 256);
    int w = raster.getWidth();
    byte[] out = new byte[w * raster.getHeight()];
    int to = 0;
    for (int y = 0; y < raster.getHeight(); y++) {
      int at = start(raster, layout, y) + layout.getBandOffsets()[0];
      for (int x = 0; x < w; x++, at += layout.getPixelStride()) {
        out[to++] = gray[data[at] & 0xFF];
      }
    }
    return out;
  }

  private static byte[] grays(IndexColorModel palette, int size) {
    byte[] gray = new byte[size];
    for (int i = 0; i < size; i++) {
      gray[i] = (byte) luminance(i < palette.getMapSize() ? palette.getRGB(i) : 0);
    }
    return gray;
  }

  /** Sixteen bits a sample: the upper eight are all that recognition can use. */
  private static byte[] fromShorts(Raster raster, ComponentSampleModel layout, short[] data) {
    int w = raster.getWidth();
    int[] at = layout.getBandOffsets();
    int bands = at.length;
    byte[] out = new byte[w * raster.getHeight()];
    int to = 0;
    for (int y = 0; y < raster.getHeight(); y++) {
      int pixel = start(raster, layout, y);
      for (int x = 0; x < w; x++, pixel += layout.getPixelStride()) {
        int first = (data[pixel + at[0]] & 0xFFFF) >> 8;
        int opacity = bands % 2 == 0 ? (data[pixel + at[bands - 1]] & 0xFFFF) >> 8 : OPAQUE;
        out[to++] =
            (byte)
                (bands < 3
                    ? luminance(first, first, first, opacity)
                    : luminance(
                        first,
                        (data[pixel + at[1]] & 0xFFFF) >> 8,
                        (data[pixel + at[2]] & 0xFFFF) >> 8,
                        opacity));
      }
    }
    return out;
  }

  private static byte[] fromBits(
      Raster raster, MultiPixelPackedSampleModel layout, byte[] data, IndexColorModel palette) {
    byte[] gray = grays(palette, 2);
    int w = raster.getWidth();
    byte[] out = new byte[w * raster.getHeight()];
    int to = 0;
    for (int y = 0; y < raster.getHeight(); y++) {
      int row =
          raster.getDataBuffer().getOffset()
              + (y - raster.getSampleModelTranslateY() + raster.getMinY())
                  * layout.getScanlineStride();
      int bit = layout.getDataBitOffset() + raster.getMinX() - raster.getSampleModelTranslateX();
      for (int x = 0; x < w; x++, bit++) {
        out[to++] = gray[(data[row + (bit >> 3)] >> (7 - (bit & 7))) & 1];
      }
    }
    return out;
  }

  private static byte[] fromInts(
      Raster raster, SinglePixelPackedSampleModel layout, int[] data, boolean opaque) {
    int w = raster.getWidth();
    byte[] out = new byte[w * raster.getHeight()];
    int solid = opaque ? 0xFF000000 : 0;
    int to = 0;
    for (int y = 0; y < raster.getHeight(); y++) {
      int at =
          raster.getDataBuffer().getOffset()
              + (y - raster.getSampleModelTranslateY() + raster.getMinY())
                  * layout.getScanlineStride()
              + raster.getMinX()
              - raster.getSampleModelTranslateX();
      for (int x = 0; x < w; x++) {
        out[to++] = (byte) luminance(data[at++] | solid);
      }
    }
    return out;
  }

  private static byte[] fromColors(BufferedImage image) {
    int w = image.getWidth();
    byte[] out = new byte[w * image.getHeight()];
    int[] row = new int[w];
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, w, 1, row, 0, w);
      for (int x = 0; x < w; x++) {
        out[y * w + x] = (byte) luminance(row[x]);
      }
    }
    return out;
  }
}

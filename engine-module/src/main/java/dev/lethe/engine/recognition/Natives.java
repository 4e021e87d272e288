package dev.lethe.engine.recognition;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.FloatByReference;
import com.sun.jna.ptr.PointerByReference;

/**
 * Functions that tess4j does not bind in a usable form. Its monitor is a structure of an older
 * Tesseract's shape, so the monitor is an opaque pointer here; images of Leptonica likewise.
 */
final class Natives {

  private Natives() {}

  /** Of libtesseract. */
  static final class Tesseract {
    static {
      Native.register(Tesseract.class, "tesseract");
    }

    private Tesseract() {}

    static native Pointer TessMonitorCreate();

    static native void TessMonitorDelete(Pointer monitor);

    static native void TessMonitorSetDeadlineMSecs(Pointer monitor, int deadline);

    static native int TessBaseAPIRecognize(Pointer handle, Pointer monitor);

    static native Pointer TessBaseAPIGetThresholdedImage(Pointer handle);

    /** UTF-8 that belongs to the iterator; tess4j decodes it with the machine's character set. */
    static native Pointer TessChoiceIteratorGetUTF8Text(Pointer choices);
  }

  /** Of libleptonica. */
  static final class Leptonica {
    static {
      Native.register(Leptonica.class, "leptonica");
    }

    private Leptonica() {}

    static native int setMsgSeverity(int severity);

    static native int pixFindSkew(Pointer pix, FloatByReference angle, FloatByReference confidence);

    static native int pixGetHeight(Pointer pix);

    static native int pixGetWpl(Pointer pix);

    static native Pointer pixGetData(Pointer pix);

    static native int pixFindSkewSweepAndSearch(
        Pointer pix,
        FloatByReference angle,
        FloatByReference confidence,
        int sweepReduction,
        int searchReduction,
        float sweepRange,
        float sweepDelta,
        float leastDelta);

    static native Pointer pixConnCompBB(Pointer pix, int connectivity);

    static native int boxaGetCount(Pointer boxa);

    /** Each kind of numbers that is asked for; the others' places are null. */
    static native int boxaExtractAsNuma(
        Pointer boxa,
        Pointer left,
        Pointer top,
        Pointer right,
        Pointer bottom,
        PointerByReference width,
        PointerByReference height,
        int keepInvalid);

    /** The numbers themselves if no copy is asked for. */
    static native Pointer numaGetFArray(Pointer numa, int copy);

    static native void numaDestroy(PointerByReference numa);

    static native void boxaDestroy(PointerByReference boxa);

    static native void pixDestroy(PointerByReference pix);
  }
}

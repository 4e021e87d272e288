package dev.lethe.benchmarks.recognition;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import dev.lethe.engine.recognition.NativeFolder;
import java.nio.file.Path;
import net.sourceforge.tess4j.ITessAPI.TessBaseAPI;
import net.sourceforge.tess4j.ITessAPI.TessPageIterator;
import net.sourceforge.tess4j.ITessAPI.TessResultIterator;
import net.sourceforge.tess4j.TessAPI1;
import org.jspecify.annotations.Nullable;

/**
 * The limit: one warm handle on the native library with the worker's model and settings, which
 * decodes the image itself. Nothing is straightened, scaled, turned, ordered or checked.
 */
public final class NativeLoop {

  private static final int LSTM_ONLY = 1;
  private static final int AUTOMATIC = 3;
  private static final int WORD = 3;
  private static final int DPI = 300;
  private static final int SILENT = 6;

  private final TessBaseAPI handle;

  private NativeLoop(String models, String languages) {
    Lept.setMsgSeverity(SILENT);
    handle = TessAPI1.TessBaseAPICreate();
    if (TessAPI1.TessBaseAPIInit2(handle, models, languages, LSTM_ONLY) != 0) {
      throw new IllegalStateException("the recognition model cannot be loaded");
    }
    TessAPI1.TessBaseAPISetVariable(handle, "debug_file", "/dev/null");
    TessAPI1.TessBaseAPISetPageSegMode(handle, AUTOMATIC);
  }

  /**
   * @param args folder with natives and models; recognition languages
   */
  public static void main(String[] args) throws Exception {
    NativeFolder.at(Path.of(args[0])).activate();
    LineServer.serve(new NativeLoop(Path.of(args[0], "tessdata").toString(), args[1])::read);
  }

  private String read(String file) {
    Pointer image = Lept.pixRead(file);
    try {
      Tess.TessBaseAPISetImage2(handle.getPointer(), image);
      TessAPI1.TessBaseAPISetSourceResolution(handle, DPI);
      Tess.TessBaseAPIRecognize(handle.getPointer(), null);
      return words();
    } finally {
      TessAPI1.TessBaseAPIClear(handle);
      Lept.pixDestroy(new PointerByReference(image));
    }
  }

  private String words() {
    StringBuilder words = new StringBuilder();
    TessResultIterator results = TessAPI1.TessBaseAPIGetIterator(handle);
    if (results == null) {
      return "";
    }
    TessPageIterator places = TessAPI1.TessResultIteratorGetPageIterator(results);
    do {
      Pointer text = TessAPI1.TessResultIteratorGetUTF8Text(results, WORD);
      if (text != null) {
        words.append(text.getString(0, "UTF-8")).append(' ');
        TessAPI1.TessDeleteText(text);
      }
    } while (TessAPI1.TessPageIteratorNext(places, WORD) == 1);
    TessAPI1.TessResultIteratorDelete(results);
    return words.toString();
  }

  /** Of libtesseract. */
  private static final class Tess {
    static {
      Native.register(Tess.class, "tesseract");
    }

    private Tess() {}

    static native void TessBaseAPISetImage2(Pointer handle, Pointer image);

    static native int TessBaseAPIRecognize(Pointer handle, @Nullable Pointer monitor);
  }

  /** Of libleptonica. */
  private static final class Lept {
    static {
      Native.register(Lept.class, "leptonica");
    }

    private Lept() {}

    static native int setMsgSeverity(int severity);

    static native Pointer pixRead(String file);

    static native void pixDestroy(PointerByReference image);
  }
}

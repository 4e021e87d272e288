package dev.lethe.benchmarks.recognition;

import dev.lethe.engine.recognition.NativeFolder;
import java.io.File;
import java.nio.file.Path;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import net.sourceforge.tess4j.ITessAPI.TessPageIteratorLevel;
import net.sourceforge.tess4j.Tesseract;
import net.sourceforge.tess4j.Word;

/** tess4j as its documentation shows it: one object, an image, its words. */
public final class StockTess4j {

  private StockTess4j() {}

  /**
   * @param args folder with natives and models; recognition languages
   */
  public static void main(String[] args) throws Exception {
    NativeFolder.at(Path.of(args[0])).activate();
    Tesseract tesseract = new Tesseract();
    tesseract.setDatapath(Path.of(args[0], "tessdata").toString());
    tesseract.setLanguage(args[1]);
    LineServer.serve(file -> words(tesseract, file));
  }

  private static String words(Tesseract tesseract, String file) throws Exception {
    return tesseract.getWords(ImageIO.read(new File(file)), TessPageIteratorLevel.RIL_WORD).stream()
        .map(Word::getText)
        .collect(Collectors.joining(" "));
  }
}

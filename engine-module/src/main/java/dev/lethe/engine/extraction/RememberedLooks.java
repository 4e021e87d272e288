package dev.lethe.engine.extraction;

import dev.lethe.engine.barcode.Barcode;
import dev.lethe.engine.barcode.Barcode.Symbology;
import dev.lethe.engine.page.Word;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Second looks of one extraction, each taken once. */
final class RememberedLooks implements Rereader {

  private record Look(int page, double left, double top, double right, double bottom, Mode mode) {}

  private record Search(int page, Set<Symbology> wanted) {}

  private final Rereader rereader;
  private final Map<Look, List<Word>> looks = new HashMap<>();
  private final Map<Search, List<Barcode>> searches = new HashMap<>();

  RememberedLooks(Rereader rereader) {
    this.rereader = rereader;
  }

  @Override
  public List<Word> read(
      int page, double left, double top, double right, double bottom, Mode mode) {
    return looks.computeIfAbsent(
        new Look(page, left, top, right, bottom, mode),
        l -> rereader.read(page, left, top, right, bottom, mode));
  }

  @Override
  public List<Barcode> barcodes(int page, Set<Symbology> wanted) {
    return searches.computeIfAbsent(new Search(page, wanted), s -> rereader.barcodes(page, wanted));
  }
}

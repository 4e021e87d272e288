package dev.lethe.engine.recognition;

import com.sun.jna.Pointer;
import dev.lethe.engine.page.Word.Alternative;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.sourceforge.tess4j.ITessAPI.TessChoiceIterator;
import net.sourceforge.tess4j.ITessAPI.TessResultIterator;
import net.sourceforge.tess4j.TessAPI1;

/** What the library thinks else of single characters of a word. */
final class Choices {

  private static final int WORD = 3;
  private static final int SYMBOL = 4;
  private static final int MOST = 4;

  /** Percent below which the library guesses. */
  private static final double LEAST = 2;

  private Choices() {}

  /** The word with one character exchanged, likeliest first. Leaves the iterator at the word. */
  static List<Alternative> of(TessResultIterator results, String word) {
    List<Alternative> found = new ArrayList<>();
    TessResultIterator symbols = TessAPI1.TessResultIteratorCopy(results);
    try {
      int at = 0;
      do {
        at = add(symbols, word, at, found);
      } while (at >= 0
          && TessAPI1.TessPageIteratorIsAtFinalElement(
                  TessAPI1.TessResultIteratorGetPageIterator(symbols), WORD, SYMBOL)
              == 0
          && TessAPI1.TessResultIteratorNext(symbols, SYMBOL) == 1);
    } finally {
      TessAPI1.TessResultIteratorDelete(symbols);
    }
    found.sort(Comparator.comparingDouble(Alternative::share).reversed());
    return found.subList(0, Math.min(MOST, found.size()));
  }

  /** Where the next character begins in the word, or -1 when characters and word differ. */
  private static int add(TessResultIterator symbols, String word, int at, List<Alternative> found) {
    Pointer text = TessAPI1.TessResultIteratorGetUTF8Text(symbols, SYMBOL);
    if (text == null) {
      return -1;
    }
    String own = text.getString(0, "UTF-8").strip();
    TessAPI1.TessDeleteText(text);
    if (own.isEmpty() || !word.startsWith(own, at)) {
      return -1;
    }
    int end = at + own.length();
    TessChoiceIterator choices = TessAPI1.TessResultIteratorGetChoiceIterator(symbols);
    if (choices == null) {
      return end;
    }
    try {
      do {
        Pointer choice = Natives.Tesseract.TessChoiceIteratorGetUTF8Text(choices.getPointer());
        String other = choice == null ? "" : choice.getString(0, "UTF-8");
        double percent = TessAPI1.TessChoiceIteratorConfidence(choices);
        if (!other.isBlank() && !other.equals(own) && percent >= LEAST) {
          String exchanged = word.substring(0, at) + other + word.substring(end);
          found.add(new Alternative(exchanged, Math.min(1, percent / 100)));
        }
      } while (TessAPI1.TessChoiceIteratorNext(choices) == 1);
    } finally {
      TessAPI1.TessChoiceIteratorDelete(choices);
    }
    return end;
  }
}

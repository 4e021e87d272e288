package dev.lethe.engine.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.engine.extraction.Rereader.Mode;
import dev.lethe.engine.page.PageText;
import dev.lethe.engine.page.Word;
import dev.lethe.engine.page.Word.Alternative;
import dev.lethe.worker.ExtractedField;
import dev.lethe.worker.FieldRequest;
import dev.lethe.worker.FieldType;
import dev.lethe.worker.RevealPermit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RecheckTest {

  private static final double SURE = 0.96;
  private static final double UNSURE = 0.6;

  private final List<Double> tops = new ArrayList<>();

  private static List<Word> line(double left, double top, double sure, String text) {
    List<Word> words = new ArrayList<>();
    double x = left;
    for (String word : text.split(" ")) {
      words.add(new Word(word, x, top, x + word.length() * 5, top + 10, sure));
      x += word.length() * 5 + 3;
    }
    return words;
  }

  private static PageText page(boolean digital, List<List<Word>> lines) {
    List<Word> words = lines.stream().flatMap(List::stream).toList();
    return new PageText(1, 600, 850, words, digital, digital ? 72 : 300);
  }

  private static PageText invoice(boolean digital, double sure, String total) {
    return page(
        digital,
        List.of(
            line(50, 300, SURE, "Nettobetrag"),
            line(450, 300, SURE, "1.000,00"),
            line(50, 320, SURE, "MwSt."),
            line(450, 320, SURE, "190,00"),
            line(50, 340, SURE, "Gesamtbetrag"),
            line(450, 340, sure, total)));
  }

  /** Answers with one line in the box it is asked for, and notes where that was. */
  private Rereader answering(List<Word> words) {
    return (page, left, top, right, bottom, mode) -> {
      tops.add(top);
      return words.stream()
          .filter(w -> w.centerX() > left && w.centerX() < right)
          .filter(w -> w.centerY() > top && w.centerY() < bottom)
          .toList();
    };
  }

  private static Map<String, String> read(PageText page, Rereader rereader, String... names) {
    List<FieldRequest> wanted =
        Arrays.stream(names).map(n -> new FieldRequest(n, FieldType.TEXT)).toList();
    return Extractors.standard()
        .extract(List.of(page), Optional.of("invoice"), Optional.empty(), wanted, rereader)
        .fields()
        .stream()
        .collect(Collectors.toMap(ExtractedField::name, RecheckTest::value));
  }

  private static String value(ExtractedField field) {
    return field.normalized().map(n -> n.reveal(RevealPermit.forExtraction())).orElse("");
  }

  @Test
  void givenAnUnsureTotal_whenReadAgain_thenWhatMostReadingsHaveIsReturned() {
    Rereader rereader = answering(line(450, 340, 0.9, "1.190,00"));
    assertThat(read(invoice(false, UNSURE, "1.100,00"), rereader, "invoice_total"))
        .containsEntry("invoice_total", "1190.00");
    assertThat(tops).isNotEmpty().allMatch(top -> top > 325);
  }

  @Test
  void givenReadingsThatAllMisread_whenAnAlternativeMakesTheSum_thenItIsChosen() {
    Word misread = line(450, 340, 0.7, "1.100,00").get(0);
    Rereader rereader =
        answering(
            List.of(
                misread.reading(
                    misread.text(),
                    misread.confidence(),
                    List.of(new Alternative("1.190,00", 0.4)))));
    assertThat(read(invoice(false, UNSURE, "1.100,00"), rereader, "invoice_total"))
        .containsEntry("invoice_total", "1190.00");
  }

  @Test
  void givenAnAlternative_whenNoCheckSpeaksForIt_thenWhatWasElectedStays() {
    Word total = line(450, 340, 0.7, "1.190,00").get(0);
    Rereader rereader =
        answering(
            List.of(
                total.reading(
                    total.text(), total.confidence(), List.of(new Alternative("7.190,00", 0.9)))));
    assertThat(read(invoice(false, UNSURE, "1.190,00"), rereader, "invoice_total"))
        .containsEntry("invoice_total", "1190.00");
  }

  @Test
  void givenASurelyReadPage_whenItsSumsHold_thenNothingIsReadAgain() {
    read(invoice(false, SURE, "1.190,00"), answering(List.of()), "invoice_total");
    assertThat(tops).isEmpty();
  }

  @Test
  void givenADigitalPage_whenItsSumsDoNotHold_thenNothingIsReadAgain() {
    read(invoice(true, 1, "1.100,00"), answering(List.of()), "invoice_total");
    assertThat(tops).isEmpty();
  }

  @Test
  void givenAFieldThatIsNotWanted_whenItIsUnsure_thenItIsNotReadAgain() {
    read(invoice(false, UNSURE, "1.190,00"), answering(List.of()), "subtotal");
    assertThat(tops).isEmpty();
  }

  @Test
  void givenALabelWithoutAValue_whenItsRowIsReadAgain_thenTheValueIsFound() {
    PageText page =
        page(
            false,
            List.of(line(350, 100, SURE, "Rechnungsdatum:"), line(435, 100, UNSURE, "O3.I1.Z0Z6")));
    List<Word> again = new ArrayList<>(line(350, 100, SURE, "Rechnungsdatum:"));
    again.addAll(line(435, 100, 0.9, "03.11.2026"));
    Rereader rereader = answering(again);
    assertThat(read(page, rereader, "invoice_date")).containsEntry("invoice_date", "2026-11-03");
  }

  @Test
  void givenManyUnsureLines_whenReadAgain_thenOnlySomeOfThemAre() {
    List<List<Word>> lines = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      lines.add(line(50, 20 + 20 * i, UNSURE, "Rechnungsdatum: unleserlich"));
    }
    Rereader rereader =
        (page, left, top, right, bottom, mode) -> {
          tops.add(mode == Mode.LINE ? top : -1);
          return List.of();
        };
    read(page(false, lines), rereader, "invoice_date");
    assertThat(tops.stream().filter(t -> t >= 0)).hasSizeBetween(1, 12);
  }
}

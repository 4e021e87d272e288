package dev.lethe.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.engine.page.RefusedException;
import dev.lethe.engine.page.Word;
import dev.lethe.engine.recognition.Deadline;
import dev.lethe.engine.recognition.TestNatives;
import dev.lethe.synthetic.ScanEffects;
import dev.lethe.synthetic.SyntheticDocument;
import dev.lethe.synthetic.SyntheticInvoice;
import dev.lethe.synthetic.SyntheticText;
import dev.lethe.worker.ReadingScope;
import dev.lethe.worker.Region;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class DocumentReaderTest {

  private final DocumentReader reader = new DocumentReader(TestNatives.recognizer());
  private final SyntheticDocument invoice =
      SyntheticInvoice.of(21, Locale.ENGLISH, SyntheticInvoice.Layout.CLASSIC);

  private DocumentReader.Reading read(byte[] bytes, ReadingScope scope) {
    return reader.read(bytes, scope, Deadline.in(Duration.ofSeconds(60)));
  }

  private Set<String> wordsOf(byte[] bytes) {
    try (DocumentReader.Reading reading = read(bytes, Scopes.all("invoice"))) {
      Set<String> words = new HashSet<>();
      reading.pages().forEach(page -> page.words().forEach(word -> words.add(word.text())));
      return words;
    }
  }

  /** How much of the truth was read, 0 to 1. */
  private double recall(byte[] scan) {
    Set<String> truth = wordsOf(invoice.pdf());
    Set<String> read = wordsOf(scan);
    return (double) truth.stream().filter(read::contains).count() / truth.size();
  }

  @Test
  void givenACleanScan_whenRead_thenNearlyEveryWordIsRight() {
    assertThat(recall(ScanEffects.clean().png(invoice))).isGreaterThan(0.9);
  }

  @ParameterizedTest
  @ValueSource(ints = {90, 180, 270})
  void givenAScanTurnedByQuarters_whenRead_thenItIsReadAsWellAsUpright(int degrees) {
    double upright = recall(ScanEffects.clean().png(invoice));
    assertThat(recall(ScanEffects.rotated(degrees).png(invoice))).isGreaterThan(upright - 0.03);
  }

  @Test
  void givenATurnedScan_whenRead_thenWordsStandOnTheUprightPage() {
    byte[] scan = ScanEffects.rotated(90).png(invoice);
    try (DocumentReader.Reading reading = read(scan, Scopes.all("invoice"))) {
      assertThat(reading.pages().get(0).width()).isLessThan(reading.pages().get(0).height());
      List<Word> long_ =
          reading.pages().get(0).words().stream().filter(w -> w.text().length() > 5).toList();
      assertThat(long_).isNotEmpty().allMatch(word -> word.right() - word.left() > word.height());
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-3, 2})
  void givenASkewedScan_whenRead_thenItIsStraightened(double degrees) {
    assertThat(recall(ScanEffects.skewed(degrees).png(invoice))).isGreaterThan(0.85);
  }

  @Test
  void givenALowResolutionScan_whenRead_thenItIsEnlarged() {
    assertThat(recall(ScanEffects.lowResolution().png(invoice))).isGreaterThan(0.7);
  }

  @Test
  void givenATiffOfTwoFrames_whenOnePageIsAskedFor_thenOnlyThatIsRead() {
    byte[] tiff = ScanEffects.clean().atDpi(150).tiff(invoice, invoice);
    try (DocumentReader.Reading reading = read(tiff, Scopes.pages(2))) {
      assertThat(reading.pageCount()).isEqualTo(2);
      assertThat(reading.pages()).hasSize(1);
      assertThat(reading.pages().get(0).number()).isEqualTo(2);
    }
  }

  @Test
  void givenAPageThatIsNotThere_whenAskedFor_thenItIsRefused() {
    assertThatThrownBy(() -> read(invoice.pdf(), Scopes.pages(9)))
        .isInstanceOf(RefusedException.class)
        .hasMessage("PAGE_OUT_OF_RANGE");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void givenARegion_whenRead_thenNothingOutsideItIsSeen(boolean digital) {
    byte[] bytes = digital ? invoice.pdf() : ScanEffects.clean().png(invoice);
    Region upperHalf = new Region(1, 0, 0, 1, 0.5);
    try (DocumentReader.Reading reading = read(bytes, Scopes.regions(upperHalf))) {
      double height = reading.pages().get(0).height();
      assertThat(reading.pages().get(0).words())
          .isNotEmpty()
          .allMatch(word -> word.centerY() < height * 0.51);
    }
  }

  /** A digital page with a letterhead that is a picture. */
  private byte[] withPicture() throws IOException {
    BufferedImage scan =
        ScanEffects.clean()
            .firstPage(SyntheticText.of(8, Locale.ENGLISH))
            .getSubimage(200, 280, 2000, 120);
    try (PDDocument pdf = Loader.loadPDF(SyntheticText.of(9, Locale.ENGLISH).pdf())) {
      PDImageXObject image = LosslessFactory.createFromImage(pdf, scan);
      try (PDPageContentStream content =
          new PDPageContentStream(pdf, pdf.getPage(0), AppendMode.APPEND, true, true)) {
        content.drawImage(image, 48, 20, 480, 28.8f);
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      pdf.save(out);
      return out.toByteArray();
    }
  }

  @Test
  void givenADigitalPageWithTextInAPicture_whenRead_thenBothAreThere() throws IOException {
    try (DocumentReader.Reading reading = read(withPicture(), Scopes.all("text"))) {
      List<Word> words = reading.pages().get(0).words();
      assertThat(reading.pages().get(0).digital()).isTrue();
      assertThat(words).anyMatch(word -> word.confidence() == 1 && word.bottom() < 700);
      assertThat(words)
          .filteredOn(word -> word.confidence() < 1)
          .hasSizeGreaterThan(3)
          .allMatch(word -> word.top() > 780 && word.bottom() < 830);
    }
  }

  @Test
  void givenNoTimeLeft_whenRead_thenItIsRefused() {
    byte[] scan = ScanEffects.clean().png(invoice);
    assertThatThrownBy(
            () -> reader.read(scan, Scopes.all("invoice"), Deadline.in(Duration.ofMillis(20))))
        .isInstanceOf(RefusedException.class)
        .hasMessage("DEADLINE_EXCEEDED");
  }
}

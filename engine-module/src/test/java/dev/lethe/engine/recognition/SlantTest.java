package dev.lethe.engine.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lethe.engine.page.GrayImage;
import dev.lethe.engine.page.PageText;
import dev.lethe.engine.page.Word;
import dev.lethe.synthetic.ScanEffects;
import dev.lethe.synthetic.SyntheticDocument;
import dev.lethe.synthetic.SyntheticText;
import dev.lethe.worker.Polygon;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class SlantTest {

  private static final int WIDTH = 1_000;
  private static final int HEIGHT = 800;
  private static final double SKEW = Math.toRadians(0.8);
  private static final GrayImage PAGE = new GrayImage(WIDTH, HEIGHT, new byte[WIDTH * HEIGHT]);

  private static Word word(double left, double top, double right, double bottom) {
    return new Word("word", left, top, right, bottom, 0.9);
  }

  /** As a box shows it around a rectangle of the straight page that lies askew. */
  private static Word slanted(double left, double top, double right, double bottom) {
    RecognizedPage page = page(SKEW);
    Polygon shape = page.toUpright(left, top, right, bottom);
    var x = shape.points().stream().mapToDouble(p -> p.x() * WIDTH).summaryStatistics();
    var y = shape.points().stream().mapToDouble(p -> p.y() * HEIGHT).summaryStatistics();
    return word(x.getMin(), y.getMin(), x.getMax(), y.getMax());
  }

  private static RecognizedPage page(double skew) {
    return new RecognizedPage(new PageText(1, WIDTH, HEIGHT, List.of(), false, 300), 0, skew, 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 400, 880})
  void givenASlantedWord_whenStraightened_thenItLiesWhereItDoesOnTheStraightPage(int left) {
    Word straight =
        Slant.of(SKEW, PAGE).straighten(List.of(slanted(left, 100, left + 100, 130))).get(0);
    assertThat(straight.left()).isCloseTo(left, within(0.1));
    assertThat(straight.top()).isCloseTo(100, within(0.1));
    assertThat(straight.right()).isCloseTo(left + 100, within(0.1));
    assertThat(straight.bottom()).isCloseTo(130, within(0.1));
  }

  @Test
  void givenAPageThatLiesStraight_whenStraightened_thenItsWordsAreTheSame() {
    List<Word> words = List.of(word(10, 10, 50, 30));
    assertThat(Slant.of(0, PAGE).straighten(words)).isSameAs(words);
  }

  @Test
  void givenALineMuchLongerThanHigh_whenStraightened_thenSomethingOfItsHeightIsLeft() {
    Word line = word(0, 400, WIDTH, 412);
    assertThat(Slant.of(SKEW, PAGE).straighten(List.of(line)).get(0).height()).isEqualTo(6);
  }

  @Test
  void givenAnyLetterOfASlantedWord_whenItsBoxIsCovered_thenTheLetterIsHidden() {
    // the first letter hangs below the line and the last one stands above it: against the slant
    Word first = slanted(100, 115, 120, 140);
    Word last = slanted(480, 100, 500, 125);
    Word whole =
        word(
            first.left(),
            Math.min(first.top(), last.top()),
            last.right(),
            Math.max(first.bottom(), last.bottom()));
    Word straight = Slant.of(SKEW, PAGE).straighten(List.of(whole)).get(0);
    Polygon cover =
        page(SKEW).covering(straight.left(), straight.top(), straight.right(), straight.bottom());
    for (Word letter : List.of(first, last)) {
      assertThat(isWithin(letter.centerX(), letter.top() + 1, cover)).isTrue();
      assertThat(isWithin(letter.centerX(), letter.bottom() - 1, cover)).isTrue();
    }
  }

  private static boolean isWithin(double x, double y, Polygon polygon) {
    var path = new java.awt.geom.Path2D.Double();
    List<Polygon.Point> points = polygon.points();
    path.moveTo(points.get(0).x() * WIDTH, points.get(0).y() * HEIGHT);
    points.forEach(p -> path.lineTo(p.x() * WIDTH, p.y() * HEIGHT));
    path.closePath();
    return path.contains(x, y);
  }

  @Test
  void givenAPageThatWasRotated_whenABoxIsCovered_thenNotMoreThanTheBox() {
    RecognizedPage page = page(Math.toRadians(5));
    assertThat(page.covering(10, 10, 50, 30)).isEqualTo(page.toUpright(10, 10, 50, 30));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.8, 0.6, 1, 3})
  void givenAPageAskew_whenRead_thenItsLinesAreLevelAndItsWordsRight(double degrees) {
    SyntheticDocument document = SyntheticText.of(2, Locale.ENGLISH, 3);
    GrayImage source = GrayImage.of(ScanEffects.skewed(degrees).firstPage(document));
    RecognizedPage page =
        TestNatives.recognizer().recognize(1, source, Deadline.in(Duration.ofSeconds(60)));
    RecognizedPage straight =
        TestNatives.recognizer()
            .recognize(
                1,
                GrayImage.of(ScanEffects.clean().firstPage(document)),
                Deadline.in(Duration.ofSeconds(60)));
    List<Word> words = page.text().words();
    List<Word> wanted = straight.text().words();
    assertThat(Math.toDegrees(page.skewRadians())).isCloseTo(-degrees, within(0.15));
    assertThat(words.stream().map(Word::text).toList())
        .isEqualTo(wanted.stream().map(Word::text).toList());
    // a box or two take in a speck of their surroundings
    assertThat(
            IntStream.range(0, words.size())
                .filter(i -> isLike(words.get(i), wanted.get(i)))
                .count())
        .isGreaterThan(words.size() * 95L / 100);
  }

  private static boolean isLike(Word word, Word other) {
    return Math.abs(word.centerY() - other.centerY()) < 12
        && Math.abs(word.height() - other.height()) < 12;
  }
}

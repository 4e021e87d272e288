package dev.lethe.engine.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.engine.page.PageText;
import dev.lethe.engine.page.Word;
import dev.lethe.worker.Validation;
import dev.lethe.worker.Validation.Outcome;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LineItemsTest {

  private static Optional<Finding> items(Pages page, Rereader rereader, String subtotal) {
    DocumentLayout document =
        new DocumentLayout(List.of(page.page()), LabelLexicon.of("invoice"), Optional.empty());
    return new LineItems(document, rereader).find(subtotal.isEmpty() ? null : subtotal);
  }

  private static Pages head(Pages page) {
    return page.at(50, 100, "Pos.")
        .at(90, 100, "Description")
        .at(300, 100, "Qty")
        .at(380, 100, "Unit price")
        .at(500, 100, "Amount");
  }

  private static Pages row(
      Pages page, double y, String text, String quantity, String price, String amount) {
    return page.at(90, y, text).at(300, y, quantity).at(395, y, price).at(500, y, amount);
  }

  @Test
  void givenATable_whenRead_thenEachRowHasItsNumbers() {
    Pages page = row(head(Pages.digital()), 120, "Oak shelf 80 cm", "3", "20.50", "61.50");
    row(page, 136, "Site survey", "1.5", "100.00", "150.00").at(50, 120, "1").at(50, 136, "2");
    Finding found =
        items(page.at(380, 160, "Subtotal").at(500, 160, "211.50"), Rereader.NONE, "211.50")
            .orElseThrow();
    assertThat(found.value())
        .isEqualTo(
            "[{\"description\":\"Oak shelf 80"
                + " cm\",\"quantity\":\"3\",\"unit_price\":\"20.50\",\"amount\":\"61.50\"},{\"description\":\"Site"
                + " survey\",\"quantity\":\"1.5\",\"unit_price\":\"100.00\",\"amount\":\"150.00\"}]");
    assertThat(found.validations())
        .containsExactly(
            new Validation("rows-multiply", Outcome.PASSED, ""),
            new Validation("rows-add-up", Outcome.PASSED, ""));
  }

  @Test
  void givenRowsThatDoNotMultiply_whenRead_thenThatIsSaidAndTheyAreTrustedLess() {
    Pages right = row(head(Pages.digital()), 120, "Oak shelf", "3", "20.50", "61.50");
    Pages wrong = row(head(Pages.digital()), 120, "Oak shelf", "3", "20.50", "71.50");
    Finding found = items(wrong, Rereader.NONE, "").orElseThrow();
    assertThat(found.validations())
        .contains(new Validation("rows-multiply", Outcome.FAILED, "rows-do-not-multiply"));
    assertThat(found.score()).isLessThan(items(right, Rereader.NONE, "").orElseThrow().score());
  }

  @Test
  void givenRowsThatMissTheSubtotal_whenRead_thenThatIsSaid() {
    Pages page = row(head(Pages.digital()), 120, "Oak shelf", "3", "20.50", "61.50");
    assertThat(items(page, Rereader.NONE, "99.00").orElseThrow().validations())
        .contains(new Validation("rows-add-up", Outcome.FAILED, "rows-do-not-add-up"));
  }

  @Test
  void givenAnAmountColumnAlone_whenRead_thenNothingIsInventedForTheRest() {
    Pages page =
        Pages.digital()
            .at(50, 100, "Description")
            .at(500, 100, "Amount")
            .at(50, 120, "Hall hire")
            .at(500, 120, "240.00");
    assertThat(items(page, Rereader.NONE, "").orElseThrow().value())
        .isEqualTo("[{\"description\":\"Hall hire\",\"amount\":\"240.00\"}]");
  }

  @Test
  void givenASentenceThatNamesColumns_whenRead_thenItHeadsNoTable() {
    Pages page =
        Pages.digital()
            .at(50, 100, "The description and the amount are those of our offer")
            .at(50, 120, "Hall hire")
            .at(500, 120, "240.00");
    assertThat(items(page, Rereader.NONE, "")).isEmpty();
  }

  @Test
  void givenACarriedSum_whenRead_thenItIsNoRow() {
    Pages page = row(head(Pages.digital()), 120, "Oak shelf", "3", "20.50", "61.50");
    page.at(90, 136, "Carried forward").at(500, 136, "61.50");
    assertThat(items(page, Rereader.NONE, "").orElseThrow().value()).doesNotContain("arried");
  }

  @Test
  void givenAQuotationMark_whenRead_thenTheJsonIsStillJson() {
    Pages page = row(head(Pages.digital()), 120, "Screw 1/2\" \\ zinc", "3", "20.50", "61.50");
    String value = items(page, Rereader.NONE, "").orElseThrow().value();
    assertThat(LineItemsComparison.of(value, value)).isEqualTo(new LineItemsComparison(1, 1, 1));
  }

  @Test
  void givenAScannedRowWithoutItsQuantity_whenTheCellIsReadAgain_thenItMustMakeTheProduct() {
    assertThat(reread("3")).contains("\"quantity\":\"3\"");
    assertThat(reread("8")).doesNotContain("quantity");
  }

  private static String reread(String seen) {
    Pages page =
        head(Pages.scanned()).at(90, 120, "Oak shelf").at(395, 120, "20.50").at(500, 120, "61.50");
    Rereader rereader =
        (number, left, top, right, bottom, mode) ->
            left < 310 && right > 300
                ? List.of(new Word(seen, 302, 120, 308, 130, 0.8))
                : List.of();
    return items(page, rereader, "").orElseThrow().value();
  }

  @Test
  void givenAPageWithoutWords_whenRead_thenThereIsNoTable() {
    DocumentLayout document =
        new DocumentLayout(
            List.of(new PageText(1, 600, 850, List.of(), true, 72)),
            LabelLexicon.of("invoice"),
            Optional.empty());
    assertThat(new LineItems(document, Rereader.NONE).find(null)).isEmpty();
  }
}

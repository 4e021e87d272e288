package dev.lethe.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class SyntheticReceiptTest {

  @Test
  void givenManySeeds_whenMade_thenAmountsAddUpAndStandOnThePaper() throws IOException {
    for (Locale locale : List.of(Locale.ENGLISH, Locale.GERMAN, Locale.FRENCH)) {
      for (long seed = 1; seed <= 10; seed++) {
        SyntheticDocument receipt = SyntheticReceipt.of(seed, locale);
        assertThat(
                new BigDecimal(receipt.answer("subtotal"))
                    .add(new BigDecimal(receipt.answer("tax_total"))))
            .isEqualTo(new BigDecimal(receipt.answer("receipt_total")));
        String text = SyntheticInvoiceTest.textOf(receipt.pdf());
        assertThat(text).contains(receipt.answer("vendor_name"), receipt.answer("receipt_time"));
        assertThat(text.replaceAll("[^0-9]", ""))
            .contains(receipt.answer("receipt_total").replace(".", ""));
      }
    }
  }

  @Test
  void givenTheSameSeed_whenMadeTwice_thenBytesAreTheSame() {
    assertThat(SyntheticReceipt.of(5, Locale.FRENCH).pdf())
        .isEqualTo(SyntheticReceipt.of(5, Locale.FRENCH).pdf());
  }

  @Test
  void givenPaymentInCash_whenMade_thenThereIsNoCardNumber() {
    assertThat(
            List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L).stream()
                .map(seed -> SyntheticReceipt.of(seed, Locale.ENGLISH).answers())
                .map(answers -> answers.containsKey("payment_card_last4")))
        .contains(true, false);
  }
}

package dev.lethe.engine.barcode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaymentPayloadTest {

  private static final String EUROPEAN =
      "BCD\n002\n1\nSCT\nSTYXDEFF\nAurora Papier GmbH\nDE89 3704 0044 0532 0130 00\nEUR119.5\n\n\nRE 7\n";

  private static final String SWISS =
      "SPC\r\n0200\r\n1\r\nCH4431999123000889012\r\nS\r\nMuster AG\r\nGasse\r\n1\r\n2501\r\nBiel\r\nCH"
          + "\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n199.95\r\nCHF\r\nS\r\nErika Beispiel";

  @Test
  void givenGiroCode_whenParsed_thenAccountAndAmountAreThere() {
    PaymentPayload payment = PaymentPayload.parse(EUROPEAN).orElseThrow();
    assertThat(payment.iban()).isEqualTo("DE89370400440532013000");
    assertThat(payment.bic()).contains("STYXDEFF");
    assertThat(payment.amount()).contains("119.50");
    assertThat(payment.currency()).contains("EUR");
    assertThat(payment.payee()).contains("Aurora Papier GmbH");
  }

  @Test
  void givenGiroCodeWithoutBicAndAmount_whenParsed_thenTheyAreMissing() {
    PaymentPayload payment =
        PaymentPayload.parse("BCD\n002\n1\nSCT\n\nAurora\nDE89370400440532013000\n").orElseThrow();
    assertThat(payment.bic()).isEmpty();
    assertThat(payment.amount()).isEmpty();
  }

  @Test
  void givenSwissBill_whenParsed_thenAccountAmountAndCurrencyAreThere() {
    PaymentPayload payment = PaymentPayload.parse(SWISS).orElseThrow();
    assertThat(payment.iban()).isEqualTo("CH4431999123000889012");
    assertThat(payment.amount()).contains("199.95");
    assertThat(payment.currency()).contains("CHF");
    assertThat(payment.payee()).contains("Muster AG");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "BCD",
        "BCD\n002\n1\nSCT\n\nAurora\nhttps://example.com\nEUR1\n",
        "BCD\n009\n1\nSCT\n\nAurora\nDE89370400440532013000\nEUR1\n",
        "SPC\n0200\n1\nDE89370400440532013000\nS\n\n\n\n\n\n\n\n\n\n\n\n\n\n1.00\nCHF\n"
      })
  void givenOtherText_whenParsed_thenItIsNoPayment(String text) {
    assertThat(PaymentPayload.parse(text)).isEmpty();
  }
}

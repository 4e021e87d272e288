package dev.lethe.e2e.http;

import dev.lethe.synthetic.SyntheticInvoice;
import java.util.Locale;

/** Invented documents and requests for them. */
final class Documents {

  static final byte[] INVOICE =
      SyntheticInvoice.of(41, Locale.ENGLISH, SyntheticInvoice.Layout.CLASSIC).pdf();

  private static final String CONSENT =
      "{\"basis\":\"customer_authorized\",\"allow_model_training\":false,"
          + "\"allow_manual_review\":true}";

  private Documents() {}

  static String request() {
    return "{" + members() + "}";
  }

  static String requestFor(String slot) {
    return "{\"document_url\":\"" + slot + "\"," + members() + "}";
  }

  /** The members of a good request, to which a test can add more. */
  static String members() {
    return "\"purpose\":\"invoice_processing\",\"consent\":"
        + CONSENT
        + ",\"output\":[\"vendor_name\",\"invoice_total\",\"due_date\",\"iban\"],"
        + "\"retention_days\":7";
  }
}

package dev.lethe.e2e.console;

import static dev.lethe.e2e.ApiCalls.invoiceRequest;
import static dev.lethe.e2e.ApiCalls.json;

import dev.lethe.e2e.ApiCalls;
import dev.lethe.synthetic.SyntheticInvoice;
import dev.lethe.synthetic.SyntheticInvoice.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Jobs of both tenants, made once through the API, so that every page has something to show: enough
 * of northwind's to fill more than a page of the audit trail, one of them deleted.
 */
final class DemoJobs {

  private static final DemoJobs INSTANCE = new DemoJobs();

  private final List<String> northwind = new ArrayList<>();
  private final String deleted;
  private final String contoso;

  private DemoJobs() {
    for (int i = 0; i < 4; i++) {
      northwind.add(finishedJobOf("northwind-app"));
    }
    deleted = northwind.get(0);
    ApiCalls.as("northwind-app").delete("/ocr/jobs/" + deleted);
    contoso = finishedJobOf("contoso-app");
  }

  static DemoJobs get() {
    return INSTANCE;
  }

  private static String finishedJobOf(String client) {
    ApiCalls app = ApiCalls.as(client);
    byte[] invoice = SyntheticInvoice.of(77, Locale.ENGLISH, Layout.CLASSIC).pdf();
    String id = json(app.submit(invoiceRequest("invoice_total").build(), invoice)).getString("id");
    if (!app.finished(id).getString("state").equals("done")) {
      throw new IllegalStateException("a job for the console's tests did not get done");
    }
    return id;
  }

  /** Newest of northwind's. */
  String northwind() {
    return northwind.get(northwind.size() - 1);
  }

  String deletedOfNorthwind() {
    return deleted;
  }

  String contoso() {
    return contoso;
  }
}

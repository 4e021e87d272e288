package dev.lethe.e2e.residue;

import static dev.lethe.e2e.ApiCalls.invoiceRequest;
import static dev.lethe.e2e.ApiCalls.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.e2e.ApiCalls;
import dev.lethe.synthetic.HostilePdf;
import dev.lethe.synthetic.SyntheticDocument;
import dev.lethe.synthetic.SyntheticInvoice;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The redacted copy of a PDF that hides its values in every place that a careless redaction leaves
 * untouched. Looked at with other people's tools: Poppler and qpdf.
 */
class RedactedPreviewIT {

  private static final SyntheticDocument INVOICE =
      SyntheticInvoice.of(21, Locale.ENGLISH, SyntheticInvoice.Layout.CLASSIC);
  private static final HostilePdf HOSTILE = HostilePdf.of(INVOICE);
  private static final String[] FIELDS = {"buyer_name", "buyer_address", "iban", "invoice_total"};

  private final ApiCalls evaluator = ApiCalls.as("northwind-evaluator");

  @TempDir Path folder;

  @Test
  void givenAHostilePdf_whenItsPreviewIsTaken_thenNothingIsLeftOfWhatItHid() throws Exception {
    Path preview = Files.write(folder.resolve("preview.pdf"), preview("application/pdf"));
    assertThat(run("qpdf", "--check", preview.toString())).contains("No syntax or stream");
    assertThat(residueOf(preview)).isEmpty();
    assertThat(run("qpdf", "--list-attachments", preview.toString())).contains("no embedded files");
    assertThat(run("pdfdetach", "-list", preview.toString())).startsWith("0 embedded files");
    assertThat(run("pdftotext", preview.toString(), "-").strip()).isEmpty();
  }

  /** The same search sees all of it in the document that was sent. */
  @Test
  void givenTheDocumentAsItWasSent_whenSearched_thenEveryValueAndMarkerIsSeen() throws Exception {
    Path sent = Files.write(folder.resolve("sent.pdf"), HOSTILE.pdf());
    assertThat(residueOf(sent)).containsExactlyInAnyOrderElementsOf(secrets());
    assertThat(run("pdfdetach", "-list", sent.toString())).startsWith("1 embedded files");
  }

  @Test
  void givenAPreviewPage_whenItsPixelsAreSeen_thenSensitiveFieldsAreOneColour() throws Exception {
    JsonObject job = submitted();
    BufferedImage page = png(job.getString("id"));
    for (String field : List.of("buyer_name", "iban")) {
      assertThat(coloursIn(page, job.getJsonObject("fields").getJsonObject(field)))
          .as(field)
          .isEqualTo(1);
    }
    assertThat(coloursIn(page, job.getJsonObject("fields").getJsonObject("invoice_total")))
        .isGreaterThan(1);
  }

  /** What a reader could still read, this service would read too. */
  @Test
  void givenARedactedCopy_whenItIsReadAgain_thenSensitiveFieldsAreNotFound() throws Exception {
    JsonObject job =
        json(evaluator.submitAndWait(invoiceRequest(FIELDS).build(), preview("application/pdf")));
    assertThat(job.getString("state")).isEqualTo("done");
    JsonObject values =
        json(evaluator.reveal(job.getString("id"), "checking a redacted copy", FIELDS))
            .getJsonObject("fields");
    assertThat(values.getJsonObject("iban").toString()).doesNotContain(INVOICE.answer("iban"));
    assertThat(values.getJsonObject("buyer_name").toString())
        .doesNotContain(INVOICE.answer("buyer_name"));
    assertThat(values.getJsonObject("invoice_total").toString())
        .contains(INVOICE.answer("invoice_total"));
  }

  @Test
  void givenAnotherTenant_whenThePreviewIsAsked_thenItDoesNotExist() {
    String id = submitted().getString("id");
    HttpResponse<byte[]> answer =
        ApiCalls.as("contoso-evaluator").get("/ocr/jobs/" + id + "/preview");
    assertThat(answer.statusCode()).isEqualTo(404);
  }

  private JsonObject submitted() {
    JsonObject job = json(evaluator.submitAndWait(invoiceRequest(FIELDS).build(), HOSTILE.pdf()));
    assertThat(job.getString("state")).isEqualTo("done");
    return job;
  }

  private byte[] preview(String type) {
    String path = "/ocr/jobs/" + submitted().getString("id") + "/preview";
    HttpResponse<byte[]> answer = evaluator.get(path, "Accept", type);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue(type);
    return answer.body();
  }

  private BufferedImage png(String id) throws IOException {
    HttpResponse<byte[]> answer =
        evaluator.get("/ocr/jobs/" + id + "/preview?page=1", "Accept", "image/png");
    assertThat(answer.statusCode()).isEqualTo(200);
    return ImageIO.read(new ByteArrayInputStream(answer.body()));
  }

  private static long coloursIn(BufferedImage page, JsonObject field) {
    JsonArray polygon = field.getJsonArray("polygon");
    int left = pixel(polygon, 0, 0, page.getWidth());
    int top = pixel(polygon, 0, 1, page.getHeight());
    int right = pixel(polygon, 2, 0, page.getWidth());
    int bottom = pixel(polygon, 2, 1, page.getHeight());
    assertThat(right).isGreaterThan(left);
    assertThat(bottom).isGreaterThan(top);
    int[] pixels = page.getRGB(left, top, right - left, bottom - top, null, 0, right - left);
    return java.util.Arrays.stream(pixels).distinct().count();
  }

  private static int pixel(JsonArray polygon, int corner, int axis, int extent) {
    double fraction = polygon.getJsonArray(corner).getJsonNumber(axis).doubleValue();
    return (int) Math.round(fraction * extent);
  }

  /** Values of sensitive fields, and the markers of every hiding place. */
  private static List<String> secrets() {
    List<String> secrets = new ArrayList<>();
    for (HostilePdf.Place place : HostilePdf.Place.values()) {
      secrets.add(place.marker());
    }
    secrets.add(INVOICE.answer("buyer_name"));
    secrets.add(INVOICE.answer("buyer_address").split(",")[0]);
    secrets.add(INVOICE.answer("iban"));
    return secrets;
  }

  /** Which secrets stand in the bytes, in the decoded streams, or in the text. */
  private List<String> residueOf(Path pdf) throws Exception {
    Path decoded = folder.resolve("decoded.pdf");
    run(
        "qpdf",
        "--qdf",
        "--object-streams=disable",
        "--decode-level=all",
        pdf.toString(),
        decoded.toString());
    String text = run("pdftotext", pdf.toString(), "-");
    String all =
        Files.readString(pdf, StandardCharsets.ISO_8859_1)
            + Files.readString(decoded, StandardCharsets.ISO_8859_1)
            + text
            + text.replace(" ", "");
    return secrets().stream().filter(all::contains).toList();
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }
}

package dev.lethe.e2e.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.e2e.ApiCalls;
import dev.lethe.e2e.RunningSystem;
import dev.lethe.e2e.Stack;
import dev.lethe.standin.TransitStandIn;
import dev.lethe.standin.TransitStandIn.Failure;
import dev.lethe.synthetic.SyntheticInvoice;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One tenant's root key in a key service: it moves there, fails with it and alone, is taken away by
 * who has it, and moves back.
 */
@Tag("soak")
class KeyServiceIT {

  private static final byte[] INVOICE =
      SyntheticInvoice.of(4, Locale.ENGLISH, SyntheticInvoice.Layout.CLASSIC).pdf();
  private static final Duration BOUND = Duration.ofSeconds(90);
  private static final String KEY = "contoso-root";

  private final ApiCalls northwind = ApiCalls.as("northwind-app");
  private final ApiCalls contoso = ApiCalls.as("contoso-app");
  private final ApiCalls carla = ApiCalls.as("carla");

  @Test
  void givenTenantWithAKeyService_whenItFails_thenThisTenantAloneIsRefusedAndAllComesBack(
      @TempDir Path folder) throws IOException {
    String before = job(contoso);
    String others = job(northwind);
    try (TransitStandIn service = new TransitStandIn(folder)) {
      restartWith(settings(folder, service, "kms"));
      awaitKeyAt("transit");
      assertThat(read(contoso, before)).isEqualTo(200);
      String during = job(contoso);
      assertThat(ApiCalls.text(contoso.get("/trust")))
          .contains("\"key-service\"", "\"provider\":\"transit\"");
      service.fail(Failure.SEALED);
      requireProblem(contoso.get("/ocr/jobs/" + during), 503, "key-provider-unavailable");
      requireProblem(
          contoso.submitAndWait(ApiCalls.invoiceRequest("invoice_total").build(), INVOICE),
          503,
          "key-provider-unavailable");
      assertThat(read(northwind, others)).isEqualTo(200);
      job(northwind);
      assertThat(Stack.within(BOUND, () -> ready().contains("\"transit\":false"))).isTrue();
      service.fail(Failure.NONE);
      assertThat(Stack.within(BOUND, () -> read(contoso, during) == 200)).isTrue();
      service.setMinDecryptionVersion(KEY, 99);
      requireProblem(contoso.get("/ocr/jobs/" + during), 403, "tenant-key-revoked");
      assertThat(read(northwind, others)).isEqualTo(200);
      service.setMinDecryptionVersion(KEY, 1);
      assertThat(Stack.within(BOUND, () -> read(contoso, during) == 200)).isTrue();
      restartWith(settings(folder, service, "local"));
      awaitKeyAt("local");
      assertThat(read(contoso, before)).isEqualTo(200);
      assertThat(read(contoso, during)).isEqualTo(200);
    } finally {
      restart(Map.of());
    }
    assertThat(read(contoso, before)).isEqualTo(200);
  }

  private static Path settings(Path folder, TransitStandIn service, String provider)
      throws IOException {
    return Files.writeString(
        folder.resolve("providers-" + provider + ".properties"),
        String.join(
            "\n",
            "provider.kms.kind = transit",
            "provider.kms.url = " + service.url(),
            "provider.kms.token_file = " + service.token(),
            "provider.kms.ca_file = " + service.authority(),
            "tenant.contoso = " + provider,
            provider.equals("kms") ? "tenant.contoso.key = " + KEY : ""));
  }

  private static void restartWith(Path providers) {
    restart(Map.of("LETHE_KEY_PROVIDERS_FILE", providers.toString()));
  }

  private static void restart(Map<String, String> settings) {
    Stack.kill(Stack.server());
    assertThat(Stack.up(settings)).as(Stack.upLog().toString()).isZero();
  }

  /** And nothing is left at where it was. */
  private void awaitKeyAt(String provider) {
    assertThat(
            Stack.within(
                BOUND,
                () -> {
                  JsonObject key = ApiCalls.json(carla.get("/tenant-key"));
                  return key.getString("provider").equals(provider)
                      && key.getString("state").equals("active");
                }))
        .as(provider)
        .isTrue();
  }

  private static String job(ApiCalls as) {
    HttpResponse<byte[]> answer =
        as.submitAndWait(ApiCalls.invoiceRequest("invoice_total").build(), INVOICE);
    assertThat(answer.statusCode()).as(ApiCalls.text(answer)).isEqualTo(201);
    return ApiCalls.json(answer).getString("id");
  }

  private static int read(ApiCalls as, String job) {
    return as.get("/ocr/jobs/" + job).statusCode();
  }

  private static void requireProblem(HttpResponse<byte[]> answer, int status, String code) {
    assertThat(answer.statusCode()).as(ApiCalls.text(answer)).isEqualTo(status);
    assertThat(ApiCalls.text(answer)).contains(code);
  }

  /** What readiness says, which it does to everybody. */
  private static String ready() {
    RunningSystem system = RunningSystem.get();
    try {
      HttpResponse<String> answer =
          system
              .http()
              .send(
                  HttpRequest.newBuilder(URI.create(system.baseUrl() + "/health/ready")).build(),
                  BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}

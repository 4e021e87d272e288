package dev.lethe.tools.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyToolTest {

  private static final Path SHIPPED =
      Path.of("..", "liberty-config", "src", "main", "liberty", "config", "policy");
  private static final Path BASELINE =
      Path.of("..", "liberty-config", "src", "main", "policy", "baseline.txt");

  @TempDir Path work;
  private Path bundle;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @BeforeEach
  void copy() throws IOException {
    bundle = Files.createDirectory(work.resolve("policy"));
    try (Stream<Path> files = Files.list(SHIPPED)) {
      for (Path file : files.toList()) {
        Files.copy(file, bundle.resolve(file.getFileName()));
      }
    }
  }

  @Test
  void givenShippedBundle_whenChecked_thenItPasses() throws IOException {
    assertThat(run("check", bundle, BASELINE)).isZero();
    assertThat(output()).contains("none weaker");
  }

  @Test
  void givenWeakerRule_whenChecked_thenItFailsWithFileAndLine() throws IOException {
    change("retention.yaml", "cap: P30D", "cap: P31D");
    assertThat(run("check", bundle, BASELINE)).isEqualTo(1);
    assertThat(output())
        .contains("retention.yaml:12: retention.fields.cap is weaker: P30D -> P31D")
        .contains("1 weaker than the baseline");
  }

  @Test
  void givenTighterRule_whenCheckedAndCompared_thenItPassesAndIsCalledStronger()
      throws IOException {
    change("retention.yaml", "cap: P30D", "cap: P20D");
    assertThat(run("check", bundle, BASELINE)).isZero();
    assertThat(run("diff", BASELINE, bundle)).isZero();
    assertThat(output()).contains("retention.fields.cap is stronger: P30D -> P20D");
  }

  @Test
  void givenNewBaseline_whenWritten_thenTheBundlePasses() throws IOException {
    change("retention.yaml", "cap: P30D", "cap: P29D");
    Path baseline = work.resolve("baseline.txt");
    assertThat(run("baseline", bundle, baseline)).isZero();
    assertThat(run("diff", baseline, bundle)).isZero();
    assertThat(output()).isEmpty();
  }

  @Test
  void givenKeys_whenSigned_thenTheSignatureHoldsUntilAByteChanges() throws IOException {
    Path keys = work.resolve("keys");
    assertThat(run("keys", keys)).isZero();
    assertThat(run("verify", bundle, keys.resolve("signing.pub"))).isEqualTo(1);
    assertThat(output()).contains("is not signed");
    assertThat(run("sign", bundle, keys.resolve("signing.key"))).isZero();
    assertThat(run("verify", bundle, keys.resolve("signing.pub"))).isZero();
    change("intake.yaml", "max_pages: 50", "max_pages: 51");
    assertThat(run("verify", bundle, keys.resolve("signing.pub"))).isEqualTo(1);
    assertThat(output()).contains("changed, added or removed after it was signed");
  }

  @Test
  void givenWrongBundle_whenSigned_thenItGetsNoSignature() throws IOException {
    Path keys = work.resolve("keys");
    run("keys", keys);
    change("intake.yaml", "max_pages: 50", "max_pages: many");
    assertThat(run("sign", bundle, keys.resolve("signing.key"))).isEqualTo(1);
    assertThat(output()).contains("intake.yaml:4 at intake.max_pages");
    assertThat(bundle.resolve("bundle.dsse.json")).doesNotExist();
  }

  @Test
  void givenThings_whenExplained_thenTheDecidingRulesAreNamed() throws IOException {
    assertThat(
            run(
                "explain",
                bundle,
                "retention",
                "source",
                "identity_document",
                "identity_verification",
                "eu-central"))
        .isZero();
    assertThat(output())
        .contains("at most PT4H")
        .contains("retention.source.cap = PT24H")
        .contains("overrides.identity-source-in-identity-checks.cap = PT4H");
    assertThat(run("explain", bundle, "field", "iban")).isZero();
    assertThat(output()).contains("iban is sensitive and shown under the mask last4");
    assertThat(run("explain", bundle, "purpose", "tax_processing")).isZero();
    assertThat(run("explain", bundle, "class", "payslip")).isZero();
    assertThat(run("explain", bundle, "region", "eu-west")).isZero();
    assertThat(run("explain", bundle, "region", "mars")).isEqualTo(2);
    assertThat(run("explain", bundle, "purpose", "marketing")).isEqualTo(2);
  }

  @Test
  void givenTenantWithOverlay_whenExplained_thenItsRuleIsNamed() throws IOException {
    change(
        "overlays.yaml",
        "overlays: {}",
        "overlays: {contoso: {purposes: {invoice_processing: {reveal: false}}}}");
    assertThat(run("explain", bundle, "tenant", "contoso", "purpose", "invoice_processing"))
        .isZero();
    assertThat(output()).contains("overlays.contoso.purposes.invoice_processing.reveal = false");
  }

  @Test
  void givenUnknownCommand_whenRun_thenHelpIsGiven() throws IOException {
    assertThat(run("dance")).isEqualTo(2);
    assertThat(output()).contains("check DIR BASELINE");
  }

  private int run(Object... words) throws IOException {
    said.reset();
    return PolicyTool.run(
        Stream.of(words).map(Object::toString).toList(),
        new PrintStream(said, true, StandardCharsets.UTF_8));
  }

  private String output() {
    return said.toString(StandardCharsets.UTF_8);
  }

  private void change(String file, String right, String wrong) throws IOException {
    Path path = bundle.resolve(file);
    String text = Files.readString(path);
    assertThat(text).contains(right);
    Files.writeString(path, text.replace(right, wrong));
  }
}

package dev.lethe.e2e.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.lethe.e2e.console.ConsoleBrowser.address;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ConsoleBrowser.Provider.class)
class AuditExportIT {

  private static final Pattern CELL = Pattern.compile("\"((?:[^\"]|\"\")*)\"(,|$)");

  @BeforeAll
  static void thereIsSomethingToExport() {
    DemoJobs.get();
  }

  @Test
  void givenAFilter_whenExportedAsJsonLines_thenEachLineIsAnEntryThatMatches(ConsoleBrowser browser)
      throws IOException {
    try (BrowserContext window = browser.of("olivia")) {
      Page page = open(window, "/audit?job=" + DemoJobs.get().northwind());
      Download file = export(page, "JSONL");
      List<String> lines = Files.readAllLines(file.path());

      assertThat(file.suggestedFilename()).matches("lethe-audit-northwind-[0-9-]{10}\\.jsonl");
      // who exports the trail of a job handles what is known of it, so that is in it
      assertThat(lines).hasSize(countOf(page) + 1);
      assertThat(lines.get(lines.size() - 1)).contains("\"type\":\"audit.exported\"");
      assertThat(lines).allSatisfy(AuditExportIT::assertThatItIsOfTheJob);
    }
  }

  private static void assertThatItIsOfTheJob(String line) {
    JsonObject entry = Json.createReader(new StringReader(line)).readObject();
    assertThat(entry.getString("tenant")).isEqualTo("northwind");
    assertThat(entry.getString("job")).isEqualTo(DemoJobs.get().northwind());
    assertThat(entry.getString("leaf_hash")).matches("[0-9a-f]{64}");
  }

  @Test
  void givenAFilter_whenExportedAsCsv_thenEachRowHasTheColumnsOfTheHeader(ConsoleBrowser browser)
      throws IOException {
    try (BrowserContext window = browser.of("adam")) {
      Page page = open(window, "/audit?job=" + DemoJobs.get().northwind());
      Download file = export(page, "CSV");
      List<String> lines = Files.readAllLines(file.path());

      assertThat(lines.get(0)).startsWith("tenant,id,time,type,job");
      assertThat(lines).as("head, entries, and this export").hasSize(countOf(page) + 2);
      assertThat(lines.subList(1, lines.size()))
          .allSatisfy(line -> assertThat(cells(line)).isEqualTo(lines.get(0).split(",").length));
    }
  }

  @Test
  void givenAnExport_whenTheTrailIsReadAfterwards_thenTheExportIsInIt(ConsoleBrowser browser)
      throws IOException {
    try (BrowserContext window = browser.of("adam")) {
      Page page = open(window, "/audit?type=audit.exported");
      int before = countOf(page);
      export(page, "JSONL").path();
      page.reload();

      assertThat(countOf(page)).isGreaterThan(before);
    }
  }

  @Test
  void givenAPostWithoutTheStateOfAView_whenItAsksForAnExport_thenNothingIsExported(
      ConsoleBrowser browser) {
    try (BrowserContext window = browser.of("olivia")) {
      String body =
          window
              .request()
              .post(
                  address("/audit"),
                  RequestOptions.create()
                      .setForm(
                          FormData.create().set("export_SUBMIT", "1").set("export:jsonl", "JSONL")))
              .text();

      assertThat(body).doesNotContain("leaf_hash");
    }
  }

  @Test
  void givenAnOutdatedView_whenItAsksForAnExport_thenThePageSaysSoAndNothingElse(
      ConsoleBrowser browser) {
    try (BrowserContext window = browser.of("olivia")) {
      Page page = open(window, "/audit");
      page.evaluate(
          "document.querySelectorAll('[name=\"jakarta.faces.ViewState\"]')"
              + ".forEach(it => it.value = 'bm8tc3VjaC1zdGF0ZQ==')");
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("JSONL")).click();

      assertThat(page.locator("h1")).hasText("This page is out of date");
      assertThat(page.content()).doesNotContain("Exception", "SRVE", "dev.lethe");
    }
  }

  private static Page open(BrowserContext window, String path) {
    Page page = window.newPage();
    page.navigate(address(path));
    return page;
  }

  private static Download export(Page page, String format) {
    return page.waitForDownload(
        () -> page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(format)).click());
  }

  /** From "1 to 9 of 9". */
  private static int countOf(Page page) {
    String range = page.locator("h2 .count").first().innerText();
    return range.contains(" of ") ? Integer.parseInt(range.split(" of ")[1]) : 0;
  }

  private static int cells(String line) {
    Matcher cell = CELL.matcher(line);
    int count = 0;
    int end = 0;
    while (end < line.length() && cell.find(end) && cell.start() == end) {
      end = cell.end();
      count++;
    }
    assertThat(end).as("the row is well formed").isEqualTo(line.length());
    return count;
  }
}

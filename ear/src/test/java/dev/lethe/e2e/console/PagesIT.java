package dev.lethe.e2e.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.lethe.e2e.console.ConsoleBrowser.address;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.lethe.e2e.DueAgreement;
import dev.lethe.e2e.Stack;
import dev.lethe.e2e.Tables;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(ConsoleBrowser.Provider.class)
class PagesIT {

  private static final DemoJobs JOBS = DemoJobs.get();

  @BeforeAll
  static void thereIsSomethingToShow() {
    assertThat(JOBS.northwind()).isNotEqualTo(JOBS.contoso());
  }

  @Test
  void givenAJob_whenTheLedgerIsFilteredByIt_thenItsConsentIsShown(ConsoleBrowser browser) {
    try (BrowserContext window = browser.of("olivia")) {
      Page page = open(window, "/consent");
      page.getByLabel("Job").fill(JOBS.northwind());
      page.getByRole(AriaRole.BUTTON, named("Show")).click();

      assertThat(page.locator("tbody tr")).hasCount(1);
      assertThat(page.locator("tbody tr")).containsText("Invoice processing");
      assertThat(page.locator("tbody tr")).containsText("Not given: ");
    }
  }

  @Test
  void givenAPurpose_whenTheLedgerIsFilteredByIt_thenTheChoiceStaysAndCanBeCleared(
      ConsoleBrowser browser) {
    try (BrowserContext window = browser.of("adam")) {
      Page page = open(window, "/consent");
      page.getByLabel("Purpose").selectOption("loan_processing");
      page.getByLabel("State").selectOption("withdrawn");
      page.getByRole(AriaRole.BUTTON, named("Show")).click();

      assertThat(page.getByLabel("Purpose")).hasValue("loan_processing");
      assertThat(page.getByText("No record matches this filter.")).isVisible();
      page.getByRole(AriaRole.LINK, named("Clear")).click();
      assertThat(page.getByLabel("Purpose")).hasValue("");
    }
  }

  @Test
  void givenACounterOnHome_whenItIsOpened_thenItsListIsShown(ConsoleBrowser browser) {
    try (BrowserContext window = browser.of("olivia")) {
      Page page = open(window, "/home");
      page.locator(".tile a", containing("Consents active")).click();
      assertThat(page.getByLabel("State")).hasValue("active");

      page.navigate(address("/home"));
      page.locator(".tile a", containing("Jobs today")).click();
      assertThat(page.locator("td[data-label=Event]").first()).hasText("consent.verified");

      page.navigate(address("/home"));
      page.locator(".tile a", containing("Deleted today")).click();
      assertThat(page.locator("#list")).containsText("Deleted");
    }
  }

  @Test
  void givenADeletedJob_whenTheAuditTrailLeadsToItsEvidence_thenStagesAndTouchesAreShown(
      ConsoleBrowser browser) {
    try (BrowserContext window = browser.of("adam")) {
      Page page = open(window, "/audit?job=" + JOBS.deletedOfNorthwind());
      page.getByText("Stages and touches of this job").click();

      assertThat(page.locator("#stages tbody tr")).hasCount(9);
      assertThat(page.locator("#stages tbody tr").last()).containsText("Recorded");
      assertThat(page.locator("#touches")).containsText("Worker");
      assertThat(page.locator("#touches")).containsText("Deleted");
      assertThat(page.locator("main")).containsText("Chain intact");
    }
  }

  @Test
  void givenADeletedJob_whenCertificatesAreOpened_thenItsOwnSaysWhatWasErasedAndCanBeTaken(
      ConsoleBrowser browser) {
    try (BrowserContext window = browser.of("tara")) {
      String deleted = JOBS.deletedOfNorthwind();
      Page page = open(window, "/certificates");
      Locator deletion = page.locator("tbody tr", containing(deleted));
      // what others deleted since may have moved it to a later page
      for (int number = 2;
          deletion.count() == 0 && page.getByText("Next page").count() > 0;
          number++) {
        page.navigate(address("/certificates?page=" + number));
      }

      assertThat(deletion.first()).containsText("Nothing found");
      String href = deletion.first().getByText("Download").getAttribute("href");
      APIResponse file =
          window.request().get(address("/certificate" + href.replaceFirst("^[^?]*", "")));
      assertThat(file.headers().get("content-type")).startsWith("application/jose");
      assertThat(file.text()).matches("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");
      assertThat(window.request().get(address("/certificate?id=cert_0")).status()).isEqualTo(404);
    }
  }

  @Test
  void givenJobs_whenRetentionIsOpened_thenTheirRegionAndZoneAreCounted(ConsoleBrowser browser) {
    JOBS.northwind();
    try (BrowserContext window = browser.of("olivia")) {
      Page page = open(window, "/retention");
      Locator place =
          page.locator("section[aria-labelledby=places] tbody tr", containing("eu-central"))
              .filter(new Locator.FilterOptions().setHasText("Business"));
      assertThat(place.getByRole(AriaRole.ROWHEADER)).hasText("eu-central");
      assertThat(place.locator("td.figure")).hasCount(5);
      assertThat(place.locator("td.figure").nth(3)).hasText(Pattern.compile("[1-9].*"));
      assertThat(place.locator("td.figure").nth(4)).hasText(Pattern.compile("[1-9].*"));
    }
  }

  @Test
  void givenADeletionThatFailedTooOften_whenAnOfficerLooks_thenItIsToldAndTriedAgain(
      ConsoleBrowser browser) {
    String job = JOBS.northwind();
    Tables.change(
        "northwind",
        "insert into dead_letter (id, tenant_id, job_id, artefact, step, cause, attempts, opened_at,"
            + " last_failed_at) values ('letter_' || replace(gen_random_uuid()::text, '-', ''),"
            + " 'northwind', '"
            + job
            + "', 'FIELDS', 'erase', 'store', 8, now(), now())");
    try (BrowserContext olivia = browser.of("olivia");
        BrowserContext adam = browser.of("adam")) {
      Page officer = open(olivia, "/retention");
      officer.locator(".verdict a", containing("failed too often")).click();
      Locator letter = officer.locator("section tbody tr:has(a[href$='" + job + "'])");
      assertThat(letter).containsText("store");
      assertThat(open(adam, "/runs").getByRole(AriaRole.BUTTON, named("Try again"))).hasCount(0);
      letter.getByRole(AriaRole.BUTTON).click();
      officer.waitForURL(url -> url.contains("/runs"));
      assertThat(letter).hasCount(0);
      assertThat(
              Tables.number(
                  "northwind",
                  "select count(*) from dead_letter where job_id = '"
                      + job
                      + "' and requeued_by is not null and closed_at is not null"))
          .isEqualTo(1);
    }
  }

  @Test
  void givenTwoPeople_whenAHoldIsPlacedConfirmedAndReleased_thenEachSeesTheirStep(
      ConsoleBrowser browser) {
    String reference = "console/" + System.nanoTime();
    try (BrowserContext olivia = browser.of("olivia");
        BrowserContext tara = browser.of("tara")) {
      Page officer = open(olivia, "/holds");
      officer.getByText("Place a hold").click();
      officer.getByLabel("Case").fill(reference);
      officer.getByLabel("Review on").fill(LocalDate.now(ZoneOffset.UTC).plusDays(90).toString());
      officer.getByLabel("Jobs, by their ids").fill("job_" + "1".repeat(32));
      officer.getByRole(AriaRole.BUTTON, named("Place hold")).click();
      assertThat(officer.locator("#chosen")).containsText(reference);
      assertThat(officer.getByRole(AriaRole.BUTTON, named("Confirm"))).hasCount(0);
      String hold = officer.url();

      Page admin = tara.newPage();
      admin.navigate(hold);
      assertThat(admin.getByText("Place a hold")).hasCount(0);
      admin.getByRole(AriaRole.BUTTON, named("Confirm")).click();
      assertThat(admin.locator("main")).containsText("Active");

      officer.navigate(hold);
      officer.getByRole(AriaRole.BUTTON, named("Ask to release")).click();
      assertThat(officer.locator("main")).containsText("Release requested");
      assertThat(officer.getByRole(AriaRole.BUTTON, named("Release"))).hasCount(0);

      admin.navigate(hold);
      admin.getByRole(AriaRole.BUTTON, named("Release")).click();
      assertThat(admin.locator("main")).containsText("Released");
      assertThat(admin.getByRole(AriaRole.BUTTON, named("Refuse"))).hasCount(0);
    }
  }

  @Test
  void givenPersonAndClass_whenAHoldOnThemIsPlaced_thenItsScopeIsShownWithoutTheirName(
      ConsoleBrowser browser) {
    String person = "console person " + System.nanoTime();
    try (BrowserContext olivia = browser.of("olivia");
        BrowserContext tara = browser.of("tara")) {
      Page officer = open(olivia, "/holds");
      officer.getByText("Place a hold").click();
      officer.getByLabel("Person, by your name for them").fill(person);
      officer.getByRole(AriaRole.BUTTON, named("Place hold")).click();
      // no case was given: the form comes back, and what it had of the person does not
      assertThat(officer.getByRole(AriaRole.ALERT)).isVisible();
      assertThat(officer.content()).doesNotContain(person);
      officer.getByText("Place a hold").click();
      officer.getByLabel("Case").fill("console/" + System.nanoTime());
      officer.getByLabel("Review on").fill(LocalDate.now(ZoneOffset.UTC).plusDays(90).toString());
      officer.getByLabel("Person, by your name for them").fill(person);
      officer.getByLabel("Document class").fill("bank_statement");
      officer.getByRole(AriaRole.BUTTON, named("Place hold")).click();
      assertThat(officer.locator("main")).containsText("all jobs of person sub_");
      assertThat(officer.locator("main")).containsText("with bank statement documents");
      assertThat(officer.locator("main")).containsText("Held without a known class");
      assertThat(officer.content()).doesNotContain(person);
      Page admin = tara.newPage();
      admin.navigate(officer.url());
      admin.getByRole(AriaRole.BUTTON, named("Refuse")).click();
      assertThat(admin.locator("main")).containsText("Rejected");
    }
  }

  @Test
  void givenTwoPeople_whenTheyDecideOnWhatIsDue_thenItIsPutOffRelabelledAndThenGoes(
      ConsoleBrowser browser) {
    String job = DueAgreement.made();
    String disposition =
        Tables.text("northwind", "select id from disposition where job_id = '" + job + "'");
    try (BrowserContext olivia = browser.of("olivia");
        BrowserContext tara = browser.of("tara");
        BrowserContext adam = browser.of("adam")) {
      Page officer = open(olivia, "/home");
      officer.locator(".tile a", containing("Reviews waiting")).click();
      officer.locator("#list a[href$='" + disposition + "']").click();
      assertThat(officer.locator("main")).containsText("Pending");
      assertThat(officer.locator("main")).containsText("1 of 2");
      Page auditor = open(adam, "/dispositions?id=" + disposition);
      assertThat(auditor.locator("#chosen")).isVisible();
      assertThat(auditor.locator("details")).hasCount(0);

      officer.locator("summary", containing("Extend")).click();
      officer.getByLabel("Days").fill("99");
      officer.getByRole(AriaRole.BUTTON, named("Keep for longer")).click();
      assertThat(officer.locator(".verdict[role=alert]")).containsText("longer than policy allows");
      officer.navigate(address("/dispositions?id=" + disposition));
      officer.locator("summary", containing("Extend")).click();
      officer.getByLabel("Days").fill("1");
      officer.getByRole(AriaRole.BUTTON, named("Keep for longer")).click();
      assertThat(officer.locator("#steps")).containsText("Extend");

      officer.locator("summary", containing("Relabel")).click();
      officer.getByRole(AriaRole.BUTTON, named("Change class")).click();
      assertThat(officer.locator("#steps")).containsText("Relabel");
      assertThat(officer.locator("#steps tbody tr")).hasCount(2);

      officer.locator("summary", containing("Approve")).click();
      officer.getByRole(AriaRole.BUTTON, named("Approve deletion")).click();
      assertThat(officer.locator("main")).containsText("2 of 2");
      assertThat(officer.locator("details")).hasCount(0);

      Page admin = open(tara, "/dispositions?id=" + disposition);
      admin.locator("summary", containing("Approve")).click();
      admin.getByRole(AriaRole.BUTTON, named("Approve deletion")).click();
      assertThat(admin.locator("#steps tbody tr")).hasCount(4);
      assertThat(admin.locator("details")).hasCount(0);
    }
    assertThat(
            Stack.within(
                Duration.ofSeconds(60),
                () ->
                    Tables.number(
                            "northwind",
                            "select count(*) from deletion_receipt where trigger = 'disposition'"
                                + " and job_id = '"
                                + job
                                + "'")
                        == 1))
        .isTrue();
  }

  @Test
  void givenTheRootKey_whenRotatedRevokedAndAllowedAgain_thenThePageSaysSoAndReadersOnlyLook(
      ConsoleBrowser browser) {
    try (BrowserContext tara = browser.of("tara");
        BrowserContext olivia = browser.of("olivia")) {
      assertThat(open(olivia, "/keys").getByRole(AriaRole.BUTTON, named("Rotate"))).hasCount(0);
      Page page = open(tara, "/keys");
      // whatever an earlier test left waits for nobody
      int version = newestVersion(page);
      page.getByRole(AriaRole.BUTTON, named("Rotate")).click();
      assertThat(page.locator("tbody tr td[data-label=Version]").last())
          .hasText(Integer.toString(version + 1));
      try {
        page.getByText("Revoke, or allow again").click();
        page.getByRole(AriaRole.BUTTON, named("Revoke the key")).click();
        assertThat(page.locator(".verdict[role=alert]")).containsText("The key was revoked on");
        page.getByRole(AriaRole.BUTTON, named("Rotate")).click();
        assertThat(page.getByText("The tenant's key is revoked.")).isVisible();
      } finally {
        page.navigate(address("/keys"));
        page.getByText("Revoke, or allow again").click();
        page.getByRole(AriaRole.BUTTON, named("Allow it again")).click();
        assertThat(page.locator(".verdict[role=alert]")).hasCount(0);
      }
      assertThat(
              Tables.number(
                  "northwind",
                  "select count(distinct type) from audit_event where type in ('rootkey.rotated',"
                      + " 'rootkey.revoked', 'rootkey.enabled')"))
          .isEqualTo(3);
    }
  }

  @Test
  void givenNameOfNobody_whenLookedUp_thenThePageSaysSo(ConsoleBrowser browser) {
    try (BrowserContext window = browser.of("olivia")) {
      Page page = open(window, "/subjects");
      page.getByLabel("Your name for the data subject").fill("nobody-" + System.nanoTime());
      page.getByRole(AriaRole.BUTTON, named("Look up")).click();
      assertThat(page.getByText("Nothing is kept under this name.")).isVisible();
    }
  }

  private static int newestVersion(Page page) {
    return Integer.parseInt(
        page.locator("tbody tr td[data-label=Version]").last().innerText().strip());
  }

  @Test
  void givenAnotherTenantsJob_whenAnOfficerLooksForIt_thenNoPageKnowsIt(ConsoleBrowser browser) {
    assertThatNoPageKnows(browser, "olivia", JOBS.contoso());
    assertThatNoPageKnows(browser, "carla", JOBS.northwind());
  }

  private static void assertThatNoPageKnows(ConsoleBrowser browser, String person, String job) {
    try (BrowserContext window = browser.of(person)) {
      Page page = open(window, "/consent?job=" + job);
      assertThat(page.getByText("No record matches this filter.")).isVisible();
      page.navigate(address("/audit?job=" + job));
      assertThat(page.getByText("No entry matches this filter.")).isVisible();
      page.navigate(address("/evidence?job=" + job));
      assertThat(page.getByText("There is no such job.")).isVisible();
      for (String path :
          new String[] {
            "/consent",
            "/audit",
            "/certificates",
            "/retention?state=DUE_LATER",
            "/retention?state=DUE_TODAY",
            "/retention?state=DELETED"
          }) {
        assertThat(window.request().get(address(path)).text()).as(path).doesNotContain(job);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/home",
        "/consent",
        "/retention",
        "/holds",
        "/dispositions",
        "/certificates",
        "/runs",
        "/keys",
        "/audit",
        "/evidence",
        "/nothing-here",
        "/signed-out"
      })
  void givenAnyPage_whenItIsSent_thenItsHeadersAreStrict(String path, ConsoleBrowser browser) {
    try (BrowserContext window = browser.of("olivia")) {
      Map<String, String> headers = window.request().get(address(path)).headers();

      assertThat(headers.get("content-security-policy"))
          .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'")
          .doesNotContain("unsafe-inline", "unsafe-eval", "*");
      assertThat(headers.get("cache-control")).contains("no-store");
      assertThat(headers).containsEntry("x-content-type-options", "nosniff");
      assertThat(headers).containsEntry("referrer-policy", "same-origin");
      assertThat(headers).doesNotContainKeys("x-powered-by", "server");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nothing-here",
        "/nothing-here.xhtml",
        "/WEB-INF/web.xml",
        "/WEB-INF/templates/page.xhtml",
        "/faces/home.xhtml",
        "/home/",
        "/error",
        "/jakarta.faces.resource/no-such.js.xhtml?ln=primefaces"
      })
  void givenAPathThatIsNoPage_whenOpened_thenItIsNotFoundAndSaysNothing(
      String path, ConsoleBrowser browser) {
    try (BrowserContext window = browser.of("olivia")) {
      APIResponse answer = window.request().get(address(path));

      assertThat(answer.status()).isEqualTo(404);
      assertThatItSaysNothing(answer.text());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/consent?state=%3Cscript%3Ealert(1)%3C/script%3E",
        "/consent?page=99999",
        "/consent?page=-1",
        "/audit?from=%00&until=%27",
        "/audit?type=%25&job=%25",
        "/retention?state=%3Cscript%3E",
        "/certificates?page=40000",
        "/runs?page=x"
      })
  void givenAFilterThatNobodyWouldWrite_whenOpened_thenThePageStaysCalm(
      String path, ConsoleBrowser browser) {
    try (BrowserContext window = browser.of("olivia")) {
      APIResponse answer = window.request().get(address(path));

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text()).doesNotContain("<script>alert");
      assertThatItSaysNothing(answer.text());
    }
  }

  private static void assertThatItSaysNothing(String body) {
    assertThat(body)
        .doesNotContain("Exception", "SRVE", "\tat ", "dev.lethe", "myfaces", "hibernate");
  }

  private static Page open(BrowserContext window, String path) {
    Page page = window.newPage();
    page.navigate(address(path));
    return page;
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  private static Page.LocatorOptions containing(String text) {
    return new Page.LocatorOptions().setHasText(text);
  }
}

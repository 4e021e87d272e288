package dev.lethe.e2e.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.lethe.e2e.console.ConsoleBrowser.address;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(ConsoleBrowser.Provider.class)
class AccessibilityIT {

  @BeforeAll
  static void thereIsSomethingToShow() {
    DemoJobs.get();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/home",
        "/consent",
        "/consent?state=withdrawn",
        "/consent?expiring=soon",
        "/withdrawals",
        "/subjects",
        "/consent?state=nonsense",
        "/retention?state=DUE_LATER",
        "/retention?state=OVERDUE",
        "/retention?state=HELD",
        "/holds",
        "/dispositions",
        "/dispositions?state=all",
        "/retention?state=DELETED",
        "/certificates",
        "/runs",
        "/keys",
        "/audit",
        "/audit?from=yesterday",
        "/evidence?job=nonsense",
        "/nothing-here",
        "/signed-out",
        "/signed-out?reason=idle"
      })
  void givenAPage_whenAxeLooks_thenItFindsNothingAndNoRuleOfThePageIsBroken(
      String path, ConsoleBrowser browser) {
    try (BrowserContext window = browser.of("olivia")) {
      assertThatAxeFindsNothing(window, path);
    }
  }

  @ParameterizedTest
  @CsvSource({"rex, /audit", "nora, /home"})
  void givenARefusal_whenAxeLooks_thenItFindsNothing(
      String person, String path, ConsoleBrowser browser) {
    try (BrowserContext window = browser.of(person)) {
      assertThatAxeFindsNothing(window, path);
    }
  }

  @Test
  void givenEvidence_whenAxeLooks_thenItFindsNothingAndNothingIsCutOff(ConsoleBrowser browser) {
    try (BrowserContext window = browser.of("olivia")) {
      String path = "/evidence?job=" + DemoJobs.get().deletedOfNorthwind();
      assertThatAxeFindsNothing(window, path);
      Page page = window.newPage();
      page.setViewportSize(320, 800);
      page.navigate(address(path));
      assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(320);
    }
  }

  private static void assertThatAxeFindsNothing(BrowserContext window, String path) {
    List<String> complaints = new ArrayList<>();
    Page page = window.newPage();
    page.onConsoleMessage(
        message -> {
          if (message.text().contains("Content Security Policy")) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
    page.navigate(address(path));
    page.locator("details").all().forEach(details -> details.evaluate("it => it.open = true"));

    assertThat(new AxeBuilder(page).analyze().getViolations())
        .extracting(violation -> violation.getId() + " " + violation.getNodes().get(0).getHtml())
        .isEmpty();
    assertThat(complaints).isEmpty();
  }

  /** 320 pixels are 1280 at 400 percent, 640 are 1280 at 200 percent. */
  @ParameterizedTest
  @CsvSource({
    "/home, 320",
    "/consent, 320",
    "/withdrawals, 320",
    "/subjects, 320",
    "/retention, 320",
    "/holds, 320",
    "/certificates, 320",
    "/runs, 320",
    "/keys, 320",
    "/audit, 320",
    "/consent, 640",
    "/audit, 640"
  })
  void givenANarrowOrEnlargedWindow_whenAPageIsShown_thenNothingIsCutOff(
      String path, int width, ConsoleBrowser browser) {
    try (BrowserContext window = browser.of("olivia")) {
      Page page = window.newPage();
      page.setViewportSize(width, 800);
      page.navigate(address(path));

      assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
    }
  }

  @Test
  void givenAKeyboardOnly_whenThePageIsWalked_thenSkipLinkMenuAndSignOutComeInOrder(
      ConsoleBrowser browser) {
    try (BrowserContext window = browser.of("olivia")) {
      Page page = window.newPage();
      page.navigate(address("/home"));
      List<String> order = new ArrayList<>();
      for (int i = 0; i < 9; i++) {
        page.keyboard().press("Tab");
        order.add(focused(page).innerText());
        assertThatFocusIsSeen(page);
      }

      assertThat(order)
          .containsExactly(
              "Skip to content",
              "Lethe",
              "Home",
              "Consent ledger",
              "Withdrawals",
              "Data subjects",
              "Retention",
              "Audit trail",
              "Sign out");
    }
  }

  @Test
  void givenAKeyboardOnly_whenTheSkipLinkIsTaken_thenTheContentHasTheFocus(ConsoleBrowser browser) {
    try (BrowserContext window = browser.of("olivia")) {
      Page page = window.newPage();
      page.navigate(address("/audit"));
      page.keyboard().press("Tab");
      page.keyboard().press("Enter");

      assertThat(page.locator("main")).isFocused();
    }
  }

  @Test
  void givenAKeyboardOnly_whenTheTrailIsFilteredAndTurned_thenEverythingCanBeReached(
      ConsoleBrowser browser) {
    try (BrowserContext window = browser.of("olivia")) {
      Page page = window.newPage();
      page.navigate(address("/home"));
      focus(page, "Audit trail");
      page.keyboard().press("Enter");
      assertThat(page.locator("h1")).hasText("Audit trail");

      focus(page, "Next page");
      page.keyboard().press("Enter");
      assertThat(page.locator("h2 .count")).containsText("26 to");

      page.locator("#type").focus();
      page.keyboard().type("consent");
      page.keyboard().press("Enter");
      assertThat(page.locator("td[data-label=Event]").first()).containsText("consent.");

      Locator summary = page.locator("summary").first();
      while (!isFocused(summary)) {
        page.keyboard().press("Tab");
      }
      page.keyboard().press("Enter");
      assertThat(page.locator("details").first()).hasAttribute("open", "");
      assertThat(page.locator("details").first()).containsText("Leaf hash");
    }
  }

  @Test
  void givenAChart_whenItIsNotSeen_thenItsNumbersAreInWordsAndInATable(ConsoleBrowser browser) {
    try (BrowserContext window = browser.of("olivia")) {
      Page page = window.newPage();
      page.navigate(address("/retention"));

      assertThat(page.locator("canvas")).hasAttribute("aria-label", text("Bar chart of artefacts"));
      page.getByText("The same as a table").click();
      assertThat(page.getByRole(AriaRole.TABLE).last().locator("tbody tr")).not().hasCount(0);
    }
  }

  private static java.util.regex.Pattern text(String part) {
    return java.util.regex.Pattern.compile(part + ".*");
  }

  private static Locator focused(Page page) {
    return page.locator("*:focus");
  }

  private static boolean isFocused(Locator element) {
    return (boolean) element.evaluate("it => it === document.activeElement");
  }

  /** Walks by the tabulator key until something with this text has the focus. */
  private static void focus(Page page, String text) {
    for (int i = 0; i < 200; i++) {
      page.keyboard().press("Tab");
      if (focused(page).count() == 1 && focused(page).innerText().equals(text)) {
        return;
      }
    }
    throw new AssertionError("cannot be reached by keyboard: " + text);
  }

  private static void assertThatFocusIsSeen(Page page) {
    Object outline = focused(page).evaluate("it => getComputedStyle(it).outlineStyle");
    assertThat(outline).isNotEqualTo("none");
  }
}

package dev.lethe.e2e.console;

import static dev.lethe.e2e.console.ConsoleBrowser.address;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.RequestOptions;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(ConsoleBrowser.Provider.class)
class RolesIT {

  private static final List<String> PAGES =
      List.of(
          "/home",
          "/consent",
          "/withdrawals",
          "/subjects",
          "/retention",
          "/holds",
          "/dispositions",
          "/certificates",
          "/runs",
          "/keys",
          "/audit",
          "/evidence");

  @ParameterizedTest
  @CsvSource({
    "olivia, 'Home, Consent ledger, Withdrawals, Data subjects, Retention, Audit trail', 111111111111",
    "adam, 'Home, Consent ledger, Withdrawals, Data subjects, Retention, Audit trail', 111111111111",
    "tara, 'Home, Withdrawals, Retention', 101011111100",
    "rex, 'Home', 1000000000000",
    "paula, 'Home', 1000000000000",
    "sam, 'Home', 1000000000000",
    "nora, '', 000000000000"
  })
  void givenARole_whenPagesAreOpened_thenMenuAndRefusalAgree(
      String person, String menu, String open, ConsoleBrowser browser) {
    try (BrowserContext window = browser.of(person)) {
      Page page = window.newPage();
      page.navigate(address("/home"));

      assertThat(String.join(", ", page.locator("header nav a").allInnerTexts())).isEqualTo(menu);
      for (int i = 0; i < PAGES.size(); i++) {
        assertThatItOpens(window, PAGES.get(i), open.charAt(i) == '1');
      }
    }
  }

  private static void assertThatItOpens(BrowserContext window, String path, boolean open) {
    for (String address : List.of(address(path), address(path + ".xhtml"))) {
      APIResponse answer =
          window.request().get(address, RequestOptions.create().setMaxRedirects(0));

      assertThat(answer.status()).as(path).isEqualTo(open ? 200 : 403);
      assertThat(answer.text()).doesNotContain("Exception", "SRVE", "\tat ", "dev.lethe");
    }
  }
}

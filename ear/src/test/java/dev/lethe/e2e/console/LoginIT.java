package dev.lethe.e2e.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.lethe.e2e.console.ConsoleBrowser.address;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.RequestOptions;
import com.microsoft.playwright.options.SameSiteAttribute;
import dev.lethe.e2e.RunningSystem;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ConsoleBrowser.Provider.class)
class LoginIT {

  private static final Pattern LOGIN = Pattern.compile(".*/realms/lethe/.*");

  @Test
  void givenNobody_whenAPageIsOpened_thenTheLoginIsAskedForWithPkce(ConsoleBrowser browser) {
    try (BrowserContext window = browser.stranger()) {
      List<String> asked = new ArrayList<>();
      window.onRequest(request -> asked.add(request.url()));
      Page page = window.newPage();
      page.navigate(address("/audit"));

      assertThat(page).hasURL(LOGIN);
      assertThat(asked)
          .anyMatch(
              url ->
                  url.contains("/openid-connect/auth?")
                      && url.contains("code_challenge_method=S256")
                      && url.contains("code_challenge="));
    }
  }

  @Test
  void givenAWrongPassword_whenItIsSent_thenNoPageOfTheConsoleOpens(ConsoleBrowser browser) {
    try (BrowserContext window = browser.stranger()) {
      Page page = window.newPage();
      page.navigate(address("/home"));
      ConsoleBrowser.answerLogin(page, "olivia", "not-her-password");

      assertThat(page.locator("#password")).isVisible();
      assertThat(page).hasURL(LOGIN);
    }
  }

  @Test
  void givenAnOfficer_whenSignedIn_thenThePageSaysWhoAndWhereAndTheAddressIsClean(
      ConsoleBrowser browser) {
    try (BrowserContext window = browser.stranger()) {
      Page page = ConsoleBrowser.signIn(window, "olivia");

      assertThat(page.locator(".who")).containsText("olivia");
      assertThat(page.locator(".who")).containsText("northwind");
      assertThat(page.locator(".who")).containsText("compliance officer");
      assertThat(page).hasURL(address("/home"));
    }
  }

  @Test
  void givenAnOfficer_whenSignedIn_thenEachCookieIsSecureAndOutOfReachOfScripts(
      ConsoleBrowser browser) {
    try (BrowserContext window = browser.of("olivia")) {
      List<Cookie> cookies = window.cookies(address("/home"));

      assertThat(cookies).extracting(cookie -> cookie.name).contains("lethe_console");
      assertThat(cookies)
          .allSatisfy(
              cookie -> {
                assertThat(cookie.secure).as(cookie.name).isTrue();
                assertThat(cookie.httpOnly).as(cookie.name).isTrue();
                assertThat(cookie.sameSite).as(cookie.name).isEqualTo(SameSiteAttribute.LAX);
              });
    }
  }

  @Test
  void givenAnOfficer_whenSignedOut_thenTheOldCookiesOpenNothing(ConsoleBrowser browser) {
    try (BrowserContext window = browser.stranger()) {
      Page page = ConsoleBrowser.signIn(window, "adam");
      List<Cookie> before = window.cookies();
      signOut(page);

      assertThat(page).hasURL(address("/signed-out"));
      assertThat(page.locator("h1")).hasText("Signed out");
      page.navigate(address("/audit"));
      assertThat(page.locator("#password")).isVisible();
      assertThatOldCookiesOpenNothing(browser, before);
    }
  }

  private static void assertThatOldCookiesOpenNothing(ConsoleBrowser browser, List<Cookie> old) {
    try (BrowserContext thief = browser.stranger()) {
      thief.addCookies(old);
      Page page = thief.newPage();
      page.navigate(address("/audit"));

      assertThat(page.locator("#password")).isVisible();
    }
  }

  @Test
  void givenSomebodyWithoutTenantAndRole_whenSignedIn_thenThePageSaysSoAndLetsThemLeave(
      ConsoleBrowser browser) {
    try (BrowserContext window = browser.stranger()) {
      Page page = ConsoleBrowser.signIn(window, "nora");

      assertThat(page.locator("h1")).hasText("No access to the console");
      assertThat(page.request().get(address("/home")).status()).isEqualTo(403);
      signOut(page);
      assertThat(page).hasURL(address("/signed-out"));
    }
  }

  @Test
  void givenAnotherSite_whenItPostsTheSignOut_thenThePersonStaysSignedIn(ConsoleBrowser browser) {
    try (BrowserContext window = browser.of("olivia")) {
      int answer =
          window
              .request()
              .post(
                  address("/sign-out"),
                  RequestOptions.create().setHeader("Origin", "https://elsewhere.example"))
              .status();
      Page page = window.newPage();
      page.navigate(address("/home"));

      assertThat(answer).isEqualTo(403);
      assertThat(page.locator("h1")).hasText("Home");
    }
  }

  @Test
  void givenATokenForTheApi_whenItIsSentToTheConsole_thenItOpensNothing(ConsoleBrowser browser) {
    try (BrowserContext window = browser.stranger()) {
      String token = RunningSystem.get().tokenFor("olivia");
      String body =
          window
              .request()
              .get(
                  address("/home"),
                  RequestOptions.create()
                      .setHeader("Authorization", "Bearer " + token)
                      .setMaxRedirects(0))
              .text();

      assertThat(body).doesNotContain("northwind");
    }
  }

  @Test
  void givenNobodyAtTheScreen_whenTheSessionIsAboutToEnd_thenANoticeComesAndThenThePageLeaves(
      ConsoleBrowser browser) {
    try (BrowserContext window = browser.of("tara")) {
      Page page = window.newPage();
      page.clock().install();
      page.navigate(address("/home"));
      Locator notice = page.getByRole(AriaRole.ALERT);

      assertThat(notice).isHidden();
      page.clock().runFor("13:30");
      assertThat(notice).containsText("You will be signed out");
      notice.getByRole(AriaRole.BUTTON).click();
      assertThat(notice).isHidden();
      page.clock().runFor("15:05");
      assertThat(page).hasURL(address("/signed-out?reason=idle"));
      assertThat(page.locator("h1")).hasText("Session ended");
    }
  }

  private static void signOut(Page page) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out")).click();
  }
}

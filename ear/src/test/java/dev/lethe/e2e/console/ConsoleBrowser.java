package dev.lethe.e2e.console;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import dev.lethe.e2e.RunningSystem;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One browser for all tests of the console. A person signs in once; later tests open windows of
 * their own with the same cookies, unless the login itself is what they test.
 */
final class ConsoleBrowser implements AutoCloseable {

  private static final List<String> ARGUMENTS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final Playwright playwright =
      Playwright.create(
          new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
  private final Browser browser =
      playwright
          .chromium()
          .launch(
              new BrowserType.LaunchOptions()
                  .setExecutablePath(Path.of("/usr/bin/chromium"))
                  .setArgs(ARGUMENTS));
  private final Map<String, String> cookies = new HashMap<>();

  /** Gives the browser to tests that name it as a parameter; it closes with the last of them. */
  static final class Provider implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext extension) {
      return parameter.getParameter().getType() == ConsoleBrowser.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext extension) {
      return extension
          .getRoot()
          .getStore(ExtensionContext.Namespace.GLOBAL)
          .computeIfAbsent(ConsoleBrowser.class, type -> new ConsoleBrowser());
    }
  }

  /** A window in which nobody is signed in. */
  BrowserContext stranger() {
    return window(Optional.empty());
  }

  /** A window in which this person is signed in. */
  BrowserContext of(String person) {
    return window(Optional.of(cookies.computeIfAbsent(person, this::cookiesOf)));
  }

  private String cookiesOf(String person) {
    try (BrowserContext context = stranger()) {
      signIn(context, person);
      return context.storageState();
    }
  }

  private BrowserContext window(Optional<String> state) {
    Browser.NewContextOptions options =
        new Browser.NewContextOptions().setIgnoreHTTPSErrors(true).setViewportSize(1280, 900);
    state.ifPresent(options::setStorageState);
    BrowserContext context = browser.newContext(options);
    context.setDefaultTimeout(20_000);
    return context;
  }

  /** Opens the console and answers the login with the person's own password. */
  static Page signIn(BrowserContext context, String person) {
    Page page = context.newPage();
    page.navigate(address("/home"));
    answerLogin(page, person, RunningSystem.get().passwordOf(person));
    page.waitForURL(address("/home"));
    return page;
  }

  static void answerLogin(Page page, String person, String password) {
    page.locator("#username").fill(person);
    page.locator("#password").fill(password);
    page.locator("#kc-login").click();
  }

  static String address(String path) {
    URI address = RunningSystem.get().console(path);
    return address.toString();
  }

  @Override
  public void close() {
    playwright.close();
  }
}

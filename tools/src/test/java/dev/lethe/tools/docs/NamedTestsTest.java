package dev.lethe.tools.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documentation says is tested is tested: the tests that it names are there. */
class NamedTestsTest {

  private static final Path TREE = Path.of("..");
  private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Test|IT))`");

  /** Threats whose control is still to be built; there may only become fewer. */
  private static final int NOT_YET = 3;

  /** A row of a table. */
  private record Row(List<String> cells) {

    static Stream<Row> of(String page) {
      return page.lines()
          .filter(line -> line.startsWith("| ") && !line.startsWith("| ---"))
          .map(line -> new Row(List.of(line.substring(2).split(" ?\\| ?", -1))));
    }

    List<String> tests() {
      return NAMED.matcher(String.join("|", cells)).results().map(found -> found.group(1)).toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"threat-model.md", "capabilities.md", "consent.md", "policy.md"})
  void givenPage_whenItNamesTests_thenTheyAreThere(String page) {
    Matcher named = NAMED.matcher(read(page));
    Set<String> there = tests();
    assertThat(there).contains("NamedTestsTest");
    while (named.find()) {
      assertThat(there).contains(named.group(1));
    }
  }

  @Test
  void givenThreat_whenItHasAControl_thenItHasATest() {
    List<Row> threats =
        Row.of(read("threat-model.md"))
            .filter(row -> !row.cells().get(0).equals("threat"))
            .toList();
    assertThat(threats).hasSizeGreaterThan(30);
    List<Row> untested = threats.stream().filter(row -> row.tests().isEmpty()).toList();
    assertThat(untested)
        .allSatisfy(row -> assertThat(row.cells().get(1)).startsWith("not yet"))
        .hasSizeLessThanOrEqualTo(NOT_YET);
  }

  @Test
  void givenCapability_whenItIsSaidToBeThere_thenItHasATest() {
    List<Row> there =
        Row.of(read("capabilities.md"))
            .filter(row -> row.cells().size() > 2 && row.cells().get(2).equals("yes"))
            .toList();
    assertThat(there).hasSizeGreaterThan(30);
    assertThat(there).allSatisfy(row -> assertThat(row.tests()).isNotEmpty());
  }

  private static Set<String> tests() {
    try (Stream<Path> files = Files.walk(TREE)) {
      return files
          .map(Path::toString)
          .filter(file -> file.contains("/src/test/java/") && file.endsWith(".java"))
          .map(file -> file.substring(file.lastIndexOf('/') + 1, file.length() - 5))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(String page) {
    try {
      return Files.readString(TREE.resolve("docs").resolve(page));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

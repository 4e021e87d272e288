package dev.lethe.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.benchmarks.Table.Column;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

  private static final String PAGE = "above\n<!-- bench:x -->\nold\n<!-- /bench:x -->\nbelow\n";

  @TempDir Path folder;

  @Test
  void givenMarks_whenWritten_thenOnlyWhatIsBetweenThemChanges() {
    assertThat(Report.between(PAGE, "x", "new\n"))
        .isEqualTo("above\n<!-- bench:x -->\nnew\n<!-- /bench:x -->\nbelow\n");
  }

  @Test
  void givenPageWithoutTheMarks_whenWritten_thenRefused() {
    assertThatThrownBy(() -> Report.between(PAGE, "y", "new"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void givenNotANumber_whenShown_thenDashForPeopleAndNullForPrograms() throws Exception {
    Table table = new Table("t", "Caption.", new Column("who", "%s"), new Column("s", "%.2f"));
    table.row("known", 1.234);
    table.row("unknown", Double.NaN);
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    Report report = new Report(nowhere, nowhere);
    report.add(table);
    report.writeJson(folder.resolve("report.json"));
    assertThat(table.markdown())
        .isEqualTo("Caption.\n\n| who | s |\n| --- | --- |\n| known | 1.23 |\n| unknown | – |\n");
    assertThat(Files.readString(folder.resolve("report.json")))
        .contains("1.234")
        .contains("\"s\": null");
  }

  @Test
  void givenRowOfAnotherLength_whenAdded_thenRefused() {
    Table table = new Table("t", "Caption.", new Column("who", "%s"));
    assertThatThrownBy(() -> table.row("a", 1)).isInstanceOf(IllegalArgumentException.class);
  }
}

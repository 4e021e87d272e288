package dev.lethe.recovery.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.keys.adapter.TestKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalStartCheckTest {

  @TempDir Path folder;
  private final JournalSettings settings = new JournalSettings();
  private final JournalStartCheck check = new JournalStartCheck();

  @BeforeEach
  void prepare() {
    settings.folder = Optional.of(folder.toString());
    settings.segmentMebibytes = 16;
    check.settings = settings;
    check.signer = TestKeys.signer();
  }

  @Test
  void givenFolder_whenStarted_thenItGoesOnAndLeavesNothingInIt() throws IOException {
    assertThatCode(check::check).doesNotThrowAnyException();
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void givenNoFolder_whenStarted_thenItIsRefusedAndSaysWhatIsMissing() {
    settings.folder = Optional.empty();
    refuses("lethe.journal.dir is not set");
  }

  @Test
  void givenFolderThatIsNotThere_whenStarted_thenItIsRefused() {
    settings.folder = Optional.of(folder.resolve("elsewhere").toString());
    refuses("lethe.journal.dir is not a folder that can be written");
  }

  @Test
  void givenFile_whenStarted_thenItIsRefused() throws IOException {
    settings.folder = Optional.of(Files.createFile(folder.resolve("file")).toString());
    refuses("lethe.journal.dir is not a folder that can be written");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 1025})
  void givenSizeThatIsNone_whenStarted_thenItIsRefused(long mebibytes) {
    settings.segmentMebibytes = mebibytes;
    refuses("lethe.journal.segment.mebibytes");
  }

  private void refuses(String why) {
    assertThatThrownBy(check::check)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(why);
  }
}

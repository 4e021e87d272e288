package dev.lethe.engine.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Native;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

@Timeout(60)
class WorkerCommandTest {

  /** Prints with which character sets a virtual machine decodes. */
  public static final class Encodings {
    private Encodings() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] args) {
      System.out.print(Charset.defaultCharset() + " " + Native.getDefaultStringEncoding());
    }
  }

  /** As in the sandbox, there is no environment. */
  private static String encodingsWith(List<String> options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), Encodings.class.getName()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return printed;
  }

  @Test
  void givenNoEnvironment_whenAWorkerStarts_thenTextIsDecodedAsUtf8() throws Exception {
    assertThat(encodingsWith(WorkerCommand.OPTIONS.lines().toList())).isEqualTo("UTF-8 UTF-8");
  }

  @Test
  @EnabledForJreRange(max = JRE.JAVA_17)
  void givenNoEnvironment_whenNothingIsSaid_thenLettersWithMarksAreLost() throws Exception {
    assertThat(encodingsWith(List.of("-Djava.awt.headless=true"))).doesNotContain("UTF-8");
  }
}

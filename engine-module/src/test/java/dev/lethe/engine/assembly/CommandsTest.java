package dev.lethe.engine.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CommandsTest {

  @Test
  void givenFolderWithASpace_whenLibrariesAreSought_thenTheirPlacesAreWhole() {
    String printed =
        """
        \tlinux-vdso.so.1 (0x00007ffd5a5f2000)
        \tlibjli.so => /home/ada/my projects/root/jre/bin/../lib/libjli.so (0x00007f1f9a000000)
        \tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f1f99e1f000)
        \tlibgone.so => not found
        \t/lib64/ld-linux-x86-64.so.2 (0x00007f1f9a027000)
        """;

    assertThat(Commands.librariesIn(printed))
        .containsExactly(
            Path.of("/home/ada/my projects/root/jre/lib/libjli.so"),
            Path.of("/lib/x86_64-linux-gnu/libc.so.6"),
            Path.of("/lib64/ld-linux-x86-64.so.2"));
  }
}

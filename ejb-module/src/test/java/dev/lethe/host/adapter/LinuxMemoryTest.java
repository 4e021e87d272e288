package dev.lethe.host.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.host.model.MemoryExposure;
import dev.lethe.host.model.MemoryExposure.CoreDumps;
import dev.lethe.host.model.MemoryExposure.Swap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders that look like machines. */
class LinuxMemoryTest {

  private static final String HEADER = "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n";

  @TempDir Path root;
  private boolean heapDumps;

  @BeforeEach
  void aMachineWithoutSwap() throws IOException {
    put("proc/swaps", HEADER);
    put("proc/self/cgroup", "0::/system.slice/lethe.service\n");
    put("proc/self/status", "VmPeak:\t 9 kB\nVmSwap:\t       0 kB\nThreads:\t1\n");
    put("proc/self/limits", limits("0"));
    put("proc/sys/kernel/core_pattern", "core\n");
    put("proc/self/coredump_filter", "00000033\n");
  }

  @Test
  void givenNoSwapAndNoCores_whenLooked_thenNothingIsFound() {
    assertThat(look()).isEqualTo(new MemoryExposure(Swap.NONE, CoreDumps.OFF, false, 0));
    assertThat(look().findings()).isEmpty();
  }

  @Test
  void givenPartitionInClear_whenLooked_thenItIsFound() throws IOException {
    swap("/dev/nvme0n1p3                          partition\t8388604\t\t0\t\t-2");
    assertThat(look().findings()).containsExactly("swap-in-clear");
  }

  @Test
  void givenFileOnAPlainDisk_whenLooked_thenItIsFound() throws IOException {
    swap("/swap.img                               file\t\t4194300\t\t0\t\t-2");
    mounts("26 1 259:2 / / rw,relatime shared:1 - ext4 /dev/nvme0n1p2 rw");
    assertThat(look().swap()).isEqualTo(Swap.IN_CLEAR);
  }

  @Test
  void givenEncryptedDevice_whenLooked_thenItIsProtected() throws IOException {
    swap("/dev/dm-1                               partition\t8388604\t\t0\t\t-2");
    put("sys/block/dm-1/dm/uuid", "CRYPT-PLAIN-cryptswap1\n");
    assertThat(look().swap()).isEqualTo(Swap.PROTECTED);
    assertThat(look().findings()).isEmpty();
  }

  @Test
  void givenDeviceByALink_whenLooked_thenWhatItLeadsToCounts() throws IOException {
    swap("/dev/mapper/cryptswap                   partition\t8388604\t\t0\t\t-2");
    put("dev/dm-1", "");
    Files.createDirectories(root.resolve("dev/mapper"));
    Files.createSymbolicLink(root.resolve("dev/mapper/cryptswap"), root.resolve("dev/dm-1"));
    put("sys/block/dm-1/dm/uuid", "CRYPT-LUKS2-0123-swap\n");
    assertThat(look().swap()).isEqualTo(Swap.PROTECTED);
  }

  @Test
  void givenVolumeOnAnEncryptedDisk_whenLooked_thenItIsProtected() throws IOException {
    swap("/dev/dm-2                               partition\t8388604\t\t0\t\t-2");
    put("sys/block/dm-2/dm/uuid", "LVM-abc\n");
    put("sys/block/dm-2/slaves/dm-0/dev", "253:0");
    put("sys/block/dm-0/dm/uuid", "CRYPT-LUKS2-0123-disk\n");
    assertThat(look().swap()).isEqualTo(Swap.PROTECTED);
  }

  @Test
  void givenVolumeOverTwoDisksOfWhichOneIsInClear_whenLooked_thenItIsFound() throws IOException {
    swap("/dev/dm-2                               partition\t8388604\t\t0\t\t-2");
    put("sys/block/dm-2/dm/uuid", "LVM-abc\n");
    put("sys/block/dm-2/slaves/dm-0/dev", "253:0");
    put("sys/block/dm-0/dm/uuid", "CRYPT-LUKS2-0123-disk\n");
    put("sys/block/dm-2/slaves/sdb1/dev", "8:17");
    assertThat(look().swap()).isEqualTo(Swap.IN_CLEAR);
  }

  @Test
  void givenDevicesThatLieOnEachOther_whenLooked_thenItEnds() throws IOException {
    swap("/dev/dm-2                               partition\t8388604\t\t0\t\t-2");
    put("sys/block/dm-2/slaves/dm-3/dev", "253:3");
    put("sys/block/dm-3/slaves/dm-2/dev", "253:2");
    assertThat(look().swap()).isEqualTo(Swap.IN_CLEAR);
  }

  @Test
  void givenVolumeThatIsOnlyNamedLikeOne_whenLooked_thenItIsFound() throws IOException {
    swap("/dev/dm-2                               partition\t8388604\t\t0\t\t-2");
    put("sys/block/dm-2/dm/uuid", "LVM-CRYPT-\n");
    put("sys/block/dm-2/dm/name", "CRYPT-swap\n");
    assertThat(look().swap()).isEqualTo(Swap.IN_CLEAR);
  }

  @Test
  void givenFileOnAnEncryptedDisk_whenLooked_thenTheNearestMountCounts() throws IOException {
    swap("/var/swap\\040files/one                  file\t\t4194300\t\t0\t\t-2");
    put("sys/dev/block/253:5/dm/uuid", "CRYPT-LUKS2-0123-var\n");
    mounts(
        "26 1 259:2 / / rw - ext4 /dev/nvme0n1p2 rw",
        "27 26 253:5 / /var rw - ext4 /dev/dm-5 rw",
        "28 26 259:9 / /var/swap rw - ext4 /dev/sdc rw");
    assertThat(look().swap()).isEqualTo(Swap.PROTECTED);
    mounts(
        "26 1 259:2 / / rw - ext4 /dev/nvme0n1p2 rw",
        "27 26 253:5 / /var rw - ext4 /dev/dm-5 rw",
        "28 26 259:9 / /var/swap\\040files rw - ext4 /dev/sdc rw");
    assertThat(look().swap()).isEqualTo(Swap.IN_CLEAR);
  }

  @Test
  void givenCompressedMemory_whenLooked_thenItIsProtected() throws IOException {
    swap("/dev/zram0                              partition\t8388604\t\t0\t\t100");
    assertThat(look().swap()).isEqualTo(Swap.PROTECTED);
    put("sys/block/zram0/backing_dev", "none\n");
    assertThat(look().swap()).isEqualTo(Swap.PROTECTED);
  }

  @Test
  void givenCompressedMemoryWithADiskBehind_whenLooked_thenItIsFound() throws IOException {
    swap("/dev/zram0                              partition\t8388604\t\t0\t\t100");
    put("sys/block/zram0/backing_dev", "/dev/sda3\n");
    assertThat(look().swap()).isEqualTo(Swap.IN_CLEAR);
  }

  @Test
  void givenOneAreaOfTwoInClear_whenLooked_thenItIsFound() throws IOException {
    swap(
        "/dev/zram0                              partition\t8388604\t\t0\t\t100",
        "/dev/sda2                               partition\t8388604\t\t0\t\t-2");
    assertThat(look().swap()).isEqualTo(Swap.IN_CLEAR);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "system.slice/lethe.service/memory.swap.max",
        "system.slice/memory.swap.max",
        "memory.swap.max"
      })
  void givenControlGroupWithoutSwap_whenLooked_thenItIsDenied(String file) throws IOException {
    swap("/dev/sda2                               partition\t8388604\t\t0\t\t-2");
    put("sys/fs/cgroup/system.slice/lethe.service/memory.swap.max", "max\n");
    put("sys/fs/cgroup/" + file, "0\n");
    assertThat(look().swap()).isEqualTo(Swap.DENIED);
    assertThat(look().findings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"max", "1048576", "", "00", "-0", "0 0"})
  void givenControlGroupWithSwap_whenLooked_thenItIsFound(String most) throws IOException {
    swap("/dev/sda2                               partition\t8388604\t\t0\t\t-2");
    put("sys/fs/cgroup/system.slice/lethe.service/memory.swap.max", most + "\n");
    assertThat(look().swap()).isEqualTo(Swap.IN_CLEAR);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4:memory:/system.slice/lethe.service",
        "0::/system.slice/other.service",
        "0::/../system.slice/lethe.service",
        "nonsense",
        ""
      })
  void givenGroupOfVersion1OrAnother_whenLooked_thenNothingIsDenied(String group)
      throws IOException {
    swap("/dev/sda2                               partition\t8388604\t\t0\t\t-2");
    put("proc/self/cgroup", group + "\n");
    put("sys/fs/cgroup/system.slice/lethe.service/memory.swap.max", "0\n");
    assertThat(look().swap()).isEqualTo(Swap.IN_CLEAR);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no swap", "Filename\n/dev/sda2", "Filename\nsda2 partition 1 2 3"})
  void givenFileOfAnotherForm_whenLooked_thenItIsNotTakenForNone(String text) throws IOException {
    put("proc/swaps", text);
    assertThat(look().swap()).isEqualTo(Swap.UNKNOWN);
    assertThat(look().findings()).containsExactly("swap-unknown");
  }

  @Test
  void givenNoFilesAtAll_whenLooked_thenNothingIsKnown() {
    LinuxMemory nowhere = new LinuxMemory(new HostFiles(root.resolve("nowhere")), () -> true);
    assertThat(nowhere.look())
        .isEqualTo(new MemoryExposure(Swap.UNKNOWN, CoreDumps.UNKNOWN, true, 0));
    assertThat(nowhere.look().findings())
        .containsExactly("swap-unknown", "core-dumps-unknown", "heap-dumps-on");
  }

  @ParameterizedTest
  @CsvSource({
    "0, core, 00000033, OFF",
    "unlimited, core, 00000033, POSSIBLE",
    "1024, core, 00000033, POSSIBLE",
    "0, |/usr/lib/systemd/systemd-coredump %P, 00000033, POSSIBLE",
    "unlimited, |/usr/lib/systemd/systemd-coredump %P, 00000000, OFF",
    "unlimited, core, 00000010, OFF",
    "unlimited, core, 00000001, POSSIBLE",
    "unlimited, core, 00000002, POSSIBLE",
    "unlimited, core, 00000020, POSSIBLE",
    "unlimited, core, 00000040, POSSIBLE",
    "unlimited, core, nonsense, POSSIBLE",
    "many, core, 00000033, UNKNOWN"
  })
  void givenLimitHandlerAndFilter_whenLooked_thenCoresAreOffOrNot(
      String limit, String pattern, String filter, CoreDumps expected) throws IOException {
    put("proc/self/limits", limits(limit));
    put("proc/sys/kernel/core_pattern", pattern + "\n");
    put("proc/self/coredump_filter", filter + "\n");
    assertThat(look().coreDumps()).isEqualTo(expected);
  }

  @Test
  void givenHeapDumpsOn_whenLooked_thenTheyAreFound() {
    heapDumps = true;
    assertThat(look().findings()).containsExactly("heap-dumps-on");
  }

  @Test
  void givenMemoryThatIsSwappedOut_whenLooked_thenItIsCounted() throws IOException {
    put("proc/self/status", "Name:\tjava\nVmSwap:\t   20480 kB\n");
    assertThat(look().swappedKib()).isEqualTo(20480);
    put("proc/self/status", "Name:\tjava\n");
    assertThat(look().swappedKib()).isZero();
  }

  @Test
  void givenThisMachine_whenLooked_thenItIsKnown() {
    MemoryExposure here = new LinuxMemory().look();
    assertThat(here.swap()).isNotEqualTo(Swap.UNKNOWN);
    assertThat(here.coreDumps()).isNotEqualTo(CoreDumps.UNKNOWN);
  }

  private MemoryExposure look() {
    return new LinuxMemory(new HostFiles(root), () -> heapDumps).look();
  }

  private void swap(String... lines) throws IOException {
    put("proc/swaps", HEADER + String.join("\n", lines) + "\n");
  }

  private void mounts(String... lines) throws IOException {
    put("proc/self/mountinfo", String.join("\n", lines) + "\n");
  }

  private static String limits(String core) {
    return "Limit                     Soft Limit           Hard Limit           Units     \n"
        + "Max stack size            8388608              unlimited            bytes     \n"
        + "Max core file size        "
        + core
        + "                    unlimited            bytes     \n";
  }

  private void put(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}

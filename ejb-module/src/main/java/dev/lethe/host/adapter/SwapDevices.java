package dev.lethe.host.adapter;

import dev.lethe.host.model.MemoryExposure.Swap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What swap there is, by {@code /proc/swaps} (proc(5)), and whether what is in it can be read. */
final class SwapDevices {

  private static final String SWAPS = "/proc/swaps";

  /** Of dm-crypt, plain and LUKS, as cryptsetup names its devices. */
  private static final String CRYPT = "CRYPT-";

  /** More than any stack of devices has. */
  private static final int DEPTH = 8;

  private final HostFiles files;

  SwapDevices(HostFiles files) {
    this.files = files;
  }

  /** A line of the file. */
  record Area(String path, boolean isFile) {}

  Swap look() {
    Optional<List<Area>> areas = files.read(SWAPS).flatMap(SwapDevices::parse);
    if (areas.isEmpty()) {
      return Swap.UNKNOWN;
    }
    if (areas.get().isEmpty()) {
      return Swap.NONE;
    }
    return areas.get().stream().allMatch(this::isProtected) ? Swap.PROTECTED : Swap.IN_CLEAR;
  }

  /** Empty if it is not of the form that is known. */
  static Optional<List<Area>> parse(String text) {
    List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
    if (lines.isEmpty() || !lines.get(0).startsWith("Filename")) {
      return Optional.empty();
    }
    List<Area> areas = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] columns = line.strip().split("\\s+");
      if (columns.length < 5 || !columns[0].startsWith("/")) {
        return Optional.empty();
      }
      areas.add(new Area(unescaped(columns[0]), !columns[1].equals("partition")));
    }
    return Optional.of(List.copyOf(areas));
  }

  /** Blanks and such are written in octal. */
  private static String unescaped(String name) {
    StringBuilder plain = new StringBuilder();
    for (int at = 0; at < name.length(); at++) {
      if (name.startsWith("\\", at)
          && at + 4 <= name.length()
          && name.substring(at + 1, at + 4).matches("[0-3][0-7]{2}")) {
        plain.append((char) Integer.parseInt(name.substring(at + 1, at + 4), 8));
        at += 3;
      } else {
        plain.append(name.charAt(at));
      }
    }
    return plain.toString();
  }

  private boolean isProtected(Area area) {
    if (area.isFile()) {
      return deviceOf(area.path()).map(this::isEncrypted).orElse(false);
    }
    String device = files.device(area.path());
    return device.startsWith("zram") ? staysInMemory(device) : isEncrypted("/sys/block/" + device);
  }

  /** Compressed memory may have a disk behind it, to which it writes what is not used. */
  private boolean staysInMemory(String zram) {
    return files
        .read("/sys/block/" + zram + "/backing_dev")
        .map(behind -> behind.equals("none"))
        // a kernel that cannot do that has no such file
        .orElse(true);
  }

  private boolean isEncrypted(String folder) {
    return isEncrypted(folder, DEPTH);
  }

  /** Itself, or all that it lies on: a logical volume on an encrypted disk. */
  private boolean isEncrypted(String folder, int depth) {
    if (files.read(folder + "/dm/uuid").filter(uuid -> uuid.startsWith(CRYPT)).isPresent()) {
      return true;
    }
    List<String> below = files.names(folder + "/slaves");
    return depth > 0
        && !below.isEmpty()
        && below.stream().allMatch(one -> isEncrypted("/sys/block/" + one, depth - 1));
  }

  /** The block device of the file system that a swap file lies on, if it has one alone. */
  private Optional<String> deviceOf(String file) {
    String best = "";
    Optional<String> device = Optional.empty();
    for (String line : files.read("/proc/self/mountinfo").orElse("").lines().toList()) {
      // id, parent, major:minor, root, mount point ...
      String[] columns = line.split(" ");
      if (columns.length > 4) {
        String point = unescaped(columns[4]);
        // of two that are mounted over each other the later one is seen
        if (isBelow(file, point) && point.length() >= best.length()) {
          best = point;
          device = Optional.of("/sys/dev/block/" + columns[2]);
        }
      }
    }
    return device;
  }

  private static boolean isBelow(String file, String folder) {
    return file.startsWith(folder.endsWith("/") ? folder : folder + "/");
  }
}

package dev.lethe.host.adapter;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.lethe.host.model.HostMemory;
import dev.lethe.host.model.MemoryExposure;
import dev.lethe.host.model.MemoryExposure.Swap;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/** Looks into {@code /proc} and {@code /sys}, and asks the Java machine. */
@ApplicationScoped
public class LinuxMemory implements HostMemory {

  private final HostFiles files;
  private final BooleanSupplier heapDumps;

  /** Of this machine. */
  public LinuxMemory() {
    this(new HostFiles(Path.of("/")), LinuxMemory::writesHeapDumps);
  }

  LinuxMemory(HostFiles files, BooleanSupplier heapDumps) {
    this.files = files;
    this.heapDumps = heapDumps;
  }

  @Override
  public MemoryExposure look() {
    return new MemoryExposure(
        swap(), new CoreLimits(files).look(), heapDumps.getAsBoolean(), swappedKib());
  }

  private Swap swap() {
    Swap swap = new SwapDevices(files).look();
    return !swap.isSafe() && new SwapControl(files).isDenied() ? Swap.DENIED : swap;
  }

  /** {@code VmSwap} of this process; 0 where the kernel does not say. */
  private long swappedKib() {
    return files
        .read("/proc/self/status")
        .flatMap(status -> status.lines().filter(line -> line.startsWith("VmSwap:")).findFirst())
        .map(line -> line.replaceAll("[^0-9]", ""))
        .filter(number -> number.matches("[0-9]{1,15}"))
        .map(Long::parseLong)
        .orElse(0L);
  }

  private static boolean writesHeapDumps() {
    HotSpotDiagnosticMXBean machine =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    return machine == null
        || Boolean.parseBoolean(machine.getVMOption("HeapDumpOnOutOfMemoryError").getValue());
  }
}

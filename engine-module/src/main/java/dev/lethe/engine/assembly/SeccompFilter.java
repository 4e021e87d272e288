package dev.lethe.engine.assembly;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The worker's system-call filter as a classic BPF program for x86-64: a list of what a virtual
 * machine needs, everything else fails with EPERM. New processes, sockets, tracing and mounts are
 * not on it.
 */
final class SeccompFilter {

  private static final int LOAD_WORD = 0x20;
  private static final int JUMP_EQUAL = 0x15;
  private static final int JUMP_GREATER_OR_EQUAL = 0x35;
  private static final int JUMP_SET = 0x45;
  private static final int RETURN = 0x06;

  private static final int ALLOW = 0x7fff0000;
  private static final int EPERM = 0x00050000 | 1;
  private static final int ENOSYS = 0x00050000 | 38;
  private static final int KILL = 0x80000000;

  private static final int OFFSET_NUMBER = 0;
  private static final int OFFSET_ARCHITECTURE = 4;
  private static final int OFFSET_FIRST_ARGUMENT = 16;
  private static final int X86_64 = 0xC000003E;
  private static final int X32_BIT = 0x40000000;

  private static final int CLONE = 56;
  private static final int CLONE3 = 435;
  private static final int CLONE_THREAD = 0x00010000;

  /** By number: read write close stat fstat lstat poll lseek mmap mprotect munmap brk and so on. */
  private static final int[] ALLOWED = {
    0,
    1,
    3,
    4,
    5,
    6,
    7,
    8,
    9,
    10,
    11,
    12, // read to brk
    13,
    14,
    15,
    16,
    17,
    18,
    19,
    20,
    21,
    22, // signals, ioctl, positioned and vectored i/o, access
    23,
    24,
    25,
    26,
    27,
    28,
    32,
    33,
    35,
    39, // select, yield, mremap to madvise, dup, nanosleep
    53, // socketpair: the virtual machine's way to close a descriptor that is being read
    59, // execve: the filter is in place before the virtual machine starts
    60,
    61,
    63,
    72,
    79,
    89, // exit, wait4, uname, fcntl, getcwd, readlink
    96,
    97,
    98,
    99,
    100, // time, limits, usage
    102,
    104,
    107,
    108,
    110,
    111, // who am I
    131,
    137,
    138,
    157,
    158, // sigaltstack, statfs, prctl, arch_prctl
    186,
    201,
    202,
    203,
    204,
    217,
    218,
    219,
    221, // gettid, futex, affinity, getdents64
    228,
    229,
    230,
    231,
    234, // clocks, exit_group, tgkill
    257,
    262,
    267,
    269,
    270,
    271,
    273,
    274, // openat, newfstatat, readlinkat, faccessat, ppoll
    281,
    291,
    293,
    302,
    309,
    318,
    324,
    332,
    334, // pipes, prlimit64, getcpu, getrandom, statx
    436,
    439,
    441,
    449 // close_range, faccessat2, epoll_pwait2, futex_waitv
  };

  private record Instruction(int code, int ifTrue, int ifFalse, int value) {}

  private SeccompFilter() {}

  /** The program as the kernel reads it: eight bytes an instruction. */
  static byte[] program() {
    List<Instruction> program = instructions();
    ByteBuffer out = ByteBuffer.allocate(8 * program.size()).order(ByteOrder.LITTLE_ENDIAN);
    for (Instruction instruction : program) {
      out.putShort((short) instruction.code);
      out.put((byte) instruction.ifTrue);
      out.put((byte) instruction.ifFalse);
      out.putInt(instruction.value);
    }
    return out.array();
  }

  private static List<Instruction> instructions() {
    List<Instruction> program = new ArrayList<>();
    program.add(new Instruction(LOAD_WORD, 0, 0, OFFSET_ARCHITECTURE));
    program.add(new Instruction(JUMP_EQUAL, 1, 0, X86_64));
    program.add(new Instruction(RETURN, 0, 0, KILL));
    program.add(new Instruction(LOAD_WORD, 0, 0, OFFSET_NUMBER));
    program.add(new Instruction(JUMP_GREATER_OR_EQUAL, 0, 1, X32_BIT));
    program.add(new Instruction(RETURN, 0, 0, KILL));
    for (int number : ALLOWED) {
      program.add(new Instruction(JUMP_EQUAL, 0, 1, number));
      program.add(new Instruction(RETURN, 0, 0, ALLOW));
    }
    // the C library falls back to clone, whose flags can be looked at
    program.add(new Instruction(JUMP_EQUAL, 0, 1, CLONE3));
    program.add(new Instruction(RETURN, 0, 0, ENOSYS));
    program.add(new Instruction(JUMP_EQUAL, 0, 3, CLONE));
    program.add(new Instruction(LOAD_WORD, 0, 0, OFFSET_FIRST_ARGUMENT));
    program.add(new Instruction(JUMP_SET, 0, 1, CLONE_THREAD));
    program.add(new Instruction(RETURN, 0, 0, ALLOW));
    program.add(new Instruction(RETURN, 0, 0, EPERM));
    return program;
  }
}

package dev.lethe.worker;

import java.io.IOException;

/**
 * A frame that breaks the protocol. The peer that sent it cannot be trusted any more: its process
 * is ended. The message never holds anything of the frame.
 */
public final class ProtocolException extends IOException {

  private static final long serialVersionUID = 1;

  public ProtocolException(String rule) {
    super(rule);
  }
}

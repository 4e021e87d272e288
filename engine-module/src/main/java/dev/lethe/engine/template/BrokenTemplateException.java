package dev.lethe.engine.template;

/** A template that cannot be used. The message names file, line and reason. */
public final class BrokenTemplateException extends RuntimeException {

  private static final long serialVersionUID = 1;

  BrokenTemplateException(String file, int line, String reason) {
    super(file + ":" + line + ": " + reason);
  }
}

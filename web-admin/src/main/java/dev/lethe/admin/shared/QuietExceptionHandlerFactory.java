package dev.lethe.admin.shared;

import jakarta.faces.context.ExceptionHandler;
import jakarta.faces.context.ExceptionHandlerFactory;

/** Puts {@link QuietExceptionHandler} before the server's own. Named in faces-config.xml. */
public class QuietExceptionHandlerFactory extends ExceptionHandlerFactory {

  public QuietExceptionHandlerFactory(ExceptionHandlerFactory wrapped) {
    super(wrapped);
  }

  @Override
  public ExceptionHandler getExceptionHandler() {
    return new QuietExceptionHandler(getWrapped().getExceptionHandler());
  }
}

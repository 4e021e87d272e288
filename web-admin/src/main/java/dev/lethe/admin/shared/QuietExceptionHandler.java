package dev.lethe.admin.shared;

import dev.lethe.problem.model.LetheException;
import jakarta.faces.FacesException;
import jakarta.faces.application.ViewExpiredException;
import jakarta.faces.context.ExceptionHandler;
import jakarta.faces.context.ExceptionHandlerWrapper;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.faces.event.ExceptionQueuedEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Turns whatever a view throws into a plain error page with the right status. Neither the page nor
 * the log repeats a message: it could hold what was sent.
 */
public class QuietExceptionHandler extends ExceptionHandlerWrapper {

  private static final Logger LOG = Logger.getLogger(QuietExceptionHandler.class.getName());

  public QuietExceptionHandler(ExceptionHandler wrapped) {
    super(wrapped);
  }

  @Override
  public void handle() throws FacesException {
    Iterator<ExceptionQueuedEvent> events = getUnhandledExceptionQueuedEvents().iterator();
    boolean answered = false;
    while (events.hasNext()) {
      Throwable thrown = events.next().getContext().getException();
      events.remove();
      if (!answered) {
        answer(statusOf(thrown), thrown);
        answered = true;
      }
    }
  }

  private static void answer(int status, Throwable thrown) {
    if (status >= 500) {
      LOG.log(Level.SEVERE, "A view failed: {0}", trace(thrown));
    }
    FacesContext context = FacesContext.getCurrentInstance();
    ExternalContext external = context.getExternalContext();
    try {
      if (!external.isResponseCommitted()) {
        external.responseReset();
        external.responseSendError(status, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      context.responseComplete();
    }
  }

  /** The status that a failure deserves, by the first of its causes that says so. */
  static int statusOf(Throwable thrown) {
    for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof ViewExpiredException) {
        return 409;
      }
      if (cause instanceof LetheException foreseen) {
        return foreseen.code().status();
      }
    }
    return 500;
  }

  /** Classes and places of a failure and its causes, without any message. */
  static String trace(Throwable thrown) {
    StringBuilder text = new StringBuilder();
    int depth = 0;
    for (@Nullable Throwable cause = thrown; cause != null && depth < 8; cause = cause.getCause()) {
      text.append(depth++ == 0 ? "" : " <- ").append(cause.getClass().getName());
      StackTraceElement[] places = cause.getStackTrace();
      if (places.length > 0) {
        text.append(" at ").append(places[0].getClassName()).append('.');
        text.append(places[0].getMethodName()).append(':').append(places[0].getLineNumber());
      }
    }
    return text.toString();
  }
}

package dev.lethe.admin.shared;

import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import java.io.IOException;
import java.io.OutputStream;

/** A file in place of a page; nothing on its way keeps it. */
public final class Attachment {

  private static final int NOT_FOUND = 404;

  private Attachment() {}

  /** Writes what the file holds. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  public static void send(String name, String mediaType, Content content) throws IOException {
    FacesContext context = FacesContext.getCurrentInstance();
    ExternalContext response = context.getExternalContext();
    response.responseReset();
    response.setResponseContentType(mediaType);
    response.setResponseHeader("Content-Disposition", "attachment; filename=\"" + name + '"');
    response.setResponseHeader("Cache-Control", "no-store");
    response.setResponseHeader("X-Content-Type-Options", "nosniff");
    content.writeTo(response.getResponseOutputStream());
    context.responseComplete();
  }

  /** There is no such file. */
  public static void sendNone() throws IOException {
    FacesContext context = FacesContext.getCurrentInstance();
    context.getExternalContext().responseSendError(NOT_FOUND, "");
    context.responseComplete();
  }
}

package dev.lethe.benchmarks.http;

import dev.lethe.synthetic.ScanEffects;
import dev.lethe.synthetic.SyntheticDocument;
import dev.lethe.synthetic.SyntheticInvoice;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;

/** One invoice in several weights. */
final class Documents {

  private static final int ATTACHMENT = 2_000_000;

  private final SyntheticDocument invoice =
      SyntheticInvoice.of(7, Locale.ENGLISH, SyntheticInvoice.Layout.values()[0]);

  /** Born digital, a few kilobytes. */
  byte[] small() {
    return invoice.pdf();
  }

  /** The same page with 2 MB attached, which the engine does not read: all else has to carry it. */
  byte[] large() throws IOException {
    byte[] attachment = new byte[ATTACHMENT];
    new SplittableRandom(1).nextBytes(attachment);
    try (PDDocument document = Loader.loadPDF(invoice.pdf())) {
      PDComplexFileSpecification file = new PDComplexFileSpecification();
      file.setFile("attachment.bin");
      file.setEmbeddedFile(new PDEmbeddedFile(document, new ByteArrayInputStream(attachment)));
      PDEmbeddedFilesNameTreeNode files = new PDEmbeddedFilesNameTreeNode();
      files.setNames(Map.of("attachment.bin", file));
      PDDocumentNameDictionary names = new PDDocumentNameDictionary(document.getDocumentCatalog());
      names.setEmbeddedFiles(files);
      document.getDocumentCatalog().setNames(names);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      document.save(out);
      return out.toByteArray();
    }
  }

  /** A scan of it at 300 dpi. */
  byte[] scan() {
    return ScanEffects.clean().png(invoice);
  }
}

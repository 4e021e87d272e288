package dev.lethe.synthetic;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.graphics.image.JPEGFactory;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionJavaScript;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionURI;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationText;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationWidget;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDDocumentOutline;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDTextField;

/**
 * A PDF that holds text in every place that a careless redaction leaves untouched. Each place has a
 * marker of its own, so that a test can say which one leaked.
 *
 * @param pdf the document; not copied
 */
public record HostilePdf(byte[] pdf) {

  /** Where text can stay behind. */
  public enum Place {
    ATTACHMENT,
    ATTACHMENT_NAME,
    XMP,
    DOCUMENT_INFORMATION,
    INVISIBLE_TEXT,
    ANNOTATION,
    LINK,
    FORM_FIELD,
    OUTLINE,
    SCRIPT,
    /** In the comment of the thumbnail's JPEG; its pixels show the page as well. */
    THUMBNAIL,
    /** In an annotation that the last revision removed. */
    PRIOR_REVISION;

    /** What this place holds, as one word of ASCII letters and digits. */
    public String marker() {
      return "Residue" + name().replace("_", "") + "7319";
    }
  }

  /** Adds every place to the given document; the visible page stays as it is. */
  public static HostilePdf of(SyntheticDocument document) {
    try {
      byte[] first = firstRevision(document);
      return new HostilePdf(secondRevision(first));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return "HostilePdf[" + pdf.length + " bytes]";
  }

  private static byte[] firstRevision(SyntheticDocument document) throws IOException {
    try (PDDocument pdf = Loader.loadPDF(document.pdf())) {
      pdf.setDocumentId(1L);
      PDPage page = pdf.getPage(0);
      attach(pdf);
      describe(pdf);
      invisibleText(pdf, page, Place.INVISIBLE_TEXT.marker());
      annotate(page);
      formField(pdf, page, Place.FORM_FIELD.marker());
      outline(pdf, Place.OUTLINE.marker());
      pdf.getDocumentCatalog()
          .setOpenAction(new PDActionJavaScript("var x = '" + Place.SCRIPT.marker() + "';"));
      thumbnail(pdf, page, document, Place.THUMBNAIL.marker());
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      pdf.save(out, CompressParameters.NO_COMPRESSION);
      return out.toByteArray();
    }
  }

  /** Appends a revision without the annotation that the first one held. */
  private static byte[] secondRevision(byte[] first) throws IOException {
    try (PDDocument pdf = Loader.loadPDF(first)) {
      pdf.setDocumentId(1L);
      PDPage page = pdf.getPage(0);
      List<PDAnnotation> kept = new ArrayList<>(page.getAnnotations());
      kept.remove(kept.size() - 1);
      page.setAnnotations(kept);
      page.getCOSObject().setNeedToBeUpdated(true);
      ((COSArray) page.getCOSObject().getDictionaryObject(COSName.ANNOTS)).setNeedToBeUpdated(true);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      pdf.saveIncremental(out);
      return out.toByteArray();
    }
  }

  private static void attach(PDDocument pdf) throws IOException {
    String xml = "<invoice><buyer>" + Place.ATTACHMENT.marker() + "</buyer></invoice>";
    byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
    PDEmbeddedFile file = new PDEmbeddedFile(pdf, new ByteArrayInputStream(bytes));
    file.setSubtype("text/xml");
    PDComplexFileSpecification specification = new PDComplexFileSpecification();
    specification.setFile(Place.ATTACHMENT_NAME.marker() + ".xml");
    specification.setEmbeddedFile(file);
    PDEmbeddedFilesNameTreeNode tree = new PDEmbeddedFilesNameTreeNode();
    tree.setNames(Map.of("invoice", specification));
    PDDocumentNameDictionary names = new PDDocumentNameDictionary(pdf.getDocumentCatalog());
    names.setEmbeddedFiles(tree);
    pdf.getDocumentCatalog().setNames(names);
  }

  private static void describe(PDDocument pdf) throws IOException {
    pdf.getDocumentInformation().setTitle(Place.DOCUMENT_INFORMATION.marker());
    String xmp =
        "<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x='adobe:ns:meta/'>"
            + "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
            + "<rdf:Description rdf:about='' xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:source>"
            + Place.XMP.marker()
            + "</dc:source></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>";
    PDMetadata metadata =
        new PDMetadata(pdf, new ByteArrayInputStream(xmp.getBytes(StandardCharsets.UTF_8)));
    pdf.getDocumentCatalog().setMetadata(metadata);
  }

  private static void invisibleText(PDDocument pdf, PDPage page, String marker) throws IOException {
    PDFont font = new PDType1Font(Standard14Fonts.FontName.HELVETICA);
    try (PDPageContentStream content =
        new PDPageContentStream(pdf, page, PDPageContentStream.AppendMode.APPEND, false, true)) {
      content.beginText();
      content.setRenderingMode(RenderingMode.NEITHER);
      content.setFont(font, 8);
      content.newLineAtOffset(60, 20);
      content.showText(marker);
      content.endText();
    }
  }

  private static void annotate(PDPage page) throws IOException {
    PDAnnotationText note = new PDAnnotationText();
    note.setContents(Place.ANNOTATION.marker());
    note.setRectangle(new PDRectangle(20, 20, 16, 16));
    PDAnnotationLink link = new PDAnnotationLink();
    PDActionURI uri = new PDActionURI();
    uri.setURI("https://example.org/?q=" + Place.LINK.marker());
    link.setAction(uri);
    link.setRectangle(new PDRectangle(60, 20, 80, 10));
    PDAnnotationText removedLater = new PDAnnotationText();
    removedLater.setContents(Place.PRIOR_REVISION.marker());
    removedLater.setRectangle(new PDRectangle(40, 20, 16, 16));
    page.setAnnotations(List.of(note, link, removedLater));
  }

  private static void formField(PDDocument pdf, PDPage page, String marker) throws IOException {
    PDAcroForm form = new PDAcroForm(pdf);
    PDResources resources = new PDResources();
    resources.put(COSName.getPDFName("Helv"), new PDType1Font(Standard14Fonts.FontName.HELVETICA));
    form.setDefaultResources(resources);
    form.setDefaultAppearance("/Helv 8 Tf 0 g");
    pdf.getDocumentCatalog().setAcroForm(form);
    PDTextField field = new PDTextField(form);
    field.setPartialName("reference");
    PDAnnotationWidget widget = field.getWidgets().get(0);
    widget.setRectangle(new PDRectangle(300, 14, 0.5f, 0.5f));
    widget.setHidden(true);
    widget.setPage(page);
    field.getCOSObject().setItem(COSName.V, new COSString(marker));
    form.setFields(List.of(field));
    List<PDAnnotation> annotations = new ArrayList<>(page.getAnnotations());
    annotations.add(0, widget);
    page.setAnnotations(annotations);
  }

  private static void outline(PDDocument pdf, String marker) {
    PDDocumentOutline outline = new PDDocumentOutline();
    PDOutlineItem item = new PDOutlineItem();
    item.setTitle(marker);
    outline.addLast(item);
    pdf.getDocumentCatalog().setDocumentOutline(outline);
  }

  private static void thumbnail(
      PDDocument pdf, PDPage page, SyntheticDocument document, String marker) throws IOException {
    BufferedImage small = ScanEffects.clean().atDpi(36).firstPage(document);
    byte[] jpeg = withComment(Images.jpeg(small, 36, 0.8f), marker);
    COSStream image = JPEGFactory.createFromByteArray(pdf, jpeg).getCOSObject();
    COSDictionary dictionary = page.getCOSObject();
    dictionary.setItem(COSName.getPDFName("Thumb"), image);
  }

  /** Puts a comment segment after the image's first one. */
  private static byte[] withComment(byte[] jpeg, String comment) {
    byte[] text = comment.getBytes(StandardCharsets.US_ASCII);
    int after = 4 + ((jpeg[4] & 0xFF) << 8 | jpeg[5] & 0xFF);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, after);
    out.write(0xFF);
    out.write(0xFE);
    out.write((text.length + 2) >> 8);
    out.write((text.length + 2) & 0xFF);
    out.write(text, 0, text.length);
    out.write(jpeg, after, jpeg.length - after);
    return out.toByteArray();
  }
}

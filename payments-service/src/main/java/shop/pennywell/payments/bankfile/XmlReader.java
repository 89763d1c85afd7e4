package shop.pennywell.payments.bankfile;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.Set;
import java.util.function.BiConsumer;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import shop.pennywell.payments.PaymentsProblem;

/**
 * Reads XML that a stranger may have written. A document type is refused altogether: without one there are no entities to
 * expand or fetch. Elements named as records are handed out one by one and then forgotten, so that a long file needs no more
 * memory than a short one.
 */
final class XmlReader {

    private static final int DEEPEST = 40;
    private static final XMLInputFactory FACTORY = factory();

    private XmlReader() {}

    /** What is left of a document once its records are taken out. */
    record Document(String namespace, XmlElement root) {}

    /**
     * @param record called with each record and the element that it stood in, as far as that was read
     * @throws shop.pennywell.defaults.problem.Problem 400 {@code bank-file-malformed}
     */
    static Document read(byte[] xml, Set<String> records, BiConsumer<XmlElement, XmlElement> record) {
        try {
            var reader = FACTORY.createXMLStreamReader(new ByteArrayInputStream(xml));
            try {
                return read(reader, records, record);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException e) {
            var place = e.getLocation() == null
                    ? ""
                    : " near line " + e.getLocation().getLineNumber();
            throw malformed("This is not well-formed XML" + place + ".");
        }
    }

    private static Document read(XMLStreamReader reader, Set<String> records, BiConsumer<XmlElement, XmlElement> record)
            throws XMLStreamException {
        var open = new ArrayDeque<XmlElement>();
        XmlElement root = null;
        String namespace = null;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.DTD,
                        XMLStreamConstants.ENTITY_REFERENCE,
                        XMLStreamConstants.ENTITY_DECLARATION ->
                    throw malformed("A document type or entity is not taken.");
                case XMLStreamConstants.START_ELEMENT -> {
                    if (open.size() == DEEPEST) {
                        throw malformed("Elements are nested deeper than in any bank's file.");
                    }
                    if (open.isEmpty()) {
                        namespace = reader.getNamespaceURI();
                    }
                    open.push(element(reader));
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
                    open.element().append(reader.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    var closed = open.pop();
                    if (open.isEmpty()) {
                        root = closed;
                    } else if (records.contains(closed.name())) {
                        record.accept(closed, open.element());
                    } else {
                        open.element().add(closed);
                    }
                }
                default -> {} // comments, processing instructions, space
            }
        }
        if (root == null) {
            throw malformed("The file is empty.");
        }
        return new Document(namespace == null ? "" : namespace, root);
    }

    private static XmlElement element(XMLStreamReader reader) {
        var element = new XmlElement(reader.getLocalName());
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            element.attribute(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
        return element;
    }

    static RuntimeException malformed(String detail) {
        return PaymentsProblem.BANK_FILE_MALFORMED.problem(detail);
    }

    private static XMLInputFactory factory() {
        // The JDK's own parser, whatever else is on the class path: these switches are known to work on it.
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setXMLResolver((publicId, systemId, base, entityNamespace) -> {
            throw new XMLStreamException("external entities are not read");
        });
        return factory;
    }
}

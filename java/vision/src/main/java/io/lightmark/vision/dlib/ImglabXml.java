package io.lightmark.vision.dlib;

import io.lightmark.error.DataException;
import io.lightmark.vision.annotation.Box;
import io.lightmark.vision.text.PictureName;
import io.lightmark.vision.text.Token;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads the boxes of an imglab file: {@code dataset/images/image/box/part}; other elements are passed over. Document types
 * and external entities are not read. Places in messages are where a tag ends.
 */
final class ImglabXml {
    private static final long MAX_BYTES = 256L << 20;
    private static final int MOST_PARTS = 10_000;

    private final String file;
    private final XMLStreamReader xml;
    private final List<XmlFace> faces = new ArrayList<>();
    private @Nullable String picture;
    private @Nullable XmlFace face;

    private ImglabXml(String file, XMLStreamReader xml) {
        this.file = file;
        this.xml = xml;
    }

    /** The boxes of a file, in order. */
    static List<XmlFace> read(Path path) {
        try {
            if (!Files.isRegularFile(path) || Files.size(path) > MAX_BYTES) {
                String received = Files.isRegularFile(path) ? Files.size(path) + " bytes" : "no file";
                throw new DataException(
                        path.toString(), 0, 0, "an XML file of at most 256 MiB", received, "check the path.");
            }
            return parse(path.toString(), Files.readAllBytes(path));
        } catch (IOException failed) {
            throw new DataException(
                    path.toString(), 0, 0, "a readable file", failed, "check the path and its permissions.");
        }
    }

    /** The same from bytes. */
    static List<XmlFace> parse(String file, byte[] bytes) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(XmlText.decode(file, bytes)));
            try {
                return new ImglabXml(file, reader).faces();
            } finally {
                reader.close();
            }
        } catch (XMLStreamException malformed) {
            throw notXml(file, malformed);
        }
    }

    private List<XmlFace> faces() throws XMLStreamException {
        boolean first = true;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                if (first && !xml.getLocalName().equals("dataset")) {
                    throw word(xml.getLocalName()).bad("a root element dataset", "name a file of dlib's imglab.");
                }
                first = false;
                begin(xml.getLocalName());
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                end(xml.getLocalName());
            }
        }
        return faces;
    }

    private void begin(String element) {
        switch (element) {
            case "image" -> {
                requireNesting(picture == null, "an image outside of other images", element);
                picture = PictureName.ofBackslashes(attribute("file"));
            }
            case "box" -> {
                requireNesting(picture != null && face == null, "a box in an image", element);
                face = box(String.valueOf(picture));
            }
            case "part" -> {
                requireNesting(face != null, "a part in a box", element);
                part(face);
            }
            default -> {}
        }
    }

    private void end(String element) {
        if (element.equals("image")) {
            picture = null;
        } else if (element.equals("box") && face != null) {
            faces.add(face);
            face = null;
        }
    }

    private XmlFace box(String file) {
        float left = attribute("left").coordinate("left");
        float top = attribute("top").coordinate("top");
        Token widthWord = attribute("width");
        Token heightWord = attribute("height");
        float width = widthWord.coordinate("width");
        float height = heightWord.coordinate("height");
        if (width < 0 || height < 0) {
            throw (width < 0 ? widthWord : heightWord).bad("a width and height of at least 0", "correct the file.");
        }
        String ignore = xml.getAttributeValue(null, "ignore");
        boolean ignored = ignore != null && !ignore.equals("0");
        int line = xml.getLocation().getLineNumber();
        return new XmlFace(file, line, new Box(left, top, width, height), ignored, new LinkedHashMap<>());
    }

    private void part(@Nullable XmlFace owner) {
        Token name = attribute("name");
        float[] point = {attribute("x").coordinate("x"), attribute("y").coordinate("y")};
        Map<String, float[]> parts = owner == null ? Map.of() : owner.parts();
        if (parts.size() >= MOST_PARTS) {
            throw name.bad("at most " + MOST_PARTS + " parts in a box", "correct the file.");
        }
        if (parts.putIfAbsent(name.text(), point) != null) {
            throw name.bad("each part of a box once", "remove one of the two.");
        }
    }

    private Token attribute(String name) {
        String value = xml.getAttributeValue(null, name);
        if (value == null) {
            throw word(xml.getLocalName()).bad("an attribute " + name + " in this element", "add it.");
        }
        return word(value);
    }

    private Token word(String text) {
        Location place = xml.getLocation();
        return new Token(file, place.getLineNumber(), place.getColumnNumber(), text);
    }

    private void requireNesting(boolean right, String expected, String element) {
        if (!right) {
            throw word(element).bad(expected, "write the file as dlib's imglab does.");
        }
    }

    private static DataException notXml(String file, XMLStreamException malformed) {
        Location place = malformed.getLocation();
        String message = String.valueOf(malformed.getMessage());
        String received = message.substring(message.indexOf("Message: ") + 1)
                .replaceFirst("^essage: ", "")
                .replaceFirst("[.]$", "");
        return new DataException(
                file,
                place == null ? 0 : Math.max(0, place.getLineNumber()),
                place == null ? 0 : Math.max(0, place.getColumnNumber()),
                "well-formed XML",
                received,
                "copy the file again, or correct it.");
    }
}

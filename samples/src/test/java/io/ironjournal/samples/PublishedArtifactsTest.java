package io.ironjournal.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The artifacts of this build, as they are published. */
@Tag("artifacts")
class PublishedArtifactsTest {

    private static Document pom(PublishedModule module) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(module.pom().toFile());
    }

    private static List<Element> elements(Document document, String name) {
        NodeList found = document.getElementsByTagName(name);
        return IntStream.range(0, found.getLength())
                .mapToObj(found::item)
                .map(Element.class::cast)
                .toList();
    }

    @Test
    void poms_haveNoParentAndOnlyWhatUsersNeed() throws Exception {
        for (PublishedModule module : PublishedModule.built()) {
            Document pom = pom(module);
            for (String absent : List.of("parent", "properties", "build", "profiles", "modules")) {
                assertEquals(List.of(), elements(pom, absent), module + " has " + absent);
            }
            List<String> scopes = elements(pom, "scope").stream()
                    .map(Element::getTextContent)
                    .distinct()
                    .toList();
            assertFalse(scopes.contains("test"), module + " has dependencies for tests");
        }
    }

    @Test
    void poms_haveWhatMavenCentralAsksFor() throws Exception {
        for (PublishedModule module : PublishedModule.built()) {
            Document pom = pom(module);
            for (String wanted : List.of("name", "description", "url", "license", "developer", "scm")) {
                assertFalse(elements(pom, wanted).isEmpty(), module + " has no " + wanted);
            }
            assertEquals(
                    List.of("https://github.com/ironjournal/ironjournal"),
                    elements(pom, "url").stream()
                            .filter(url -> url.getParentNode() == pom.getDocumentElement())
                            .map(Element::getTextContent)
                            .toList());
        }
    }

    @Test
    void bom_managesAllPublishedModulesAndNothingElse() throws Exception {
        PublishedModule bom = new PublishedModule(PublishedModule.ROOT.resolve("ironjournal-bom"), "ironjournal-bom");
        List<String> managed = elements(pom(bom), "artifactId").stream()
                .map(Element::getTextContent)
                .sorted()
                .toList();
        assertEquals(
                PublishedModule.all().stream()
                        .map(PublishedModule::name)
                        .sorted()
                        .toList(),
                managed);
    }

    @Test
    void release_excludesThePomsThatOnlyGroupModules() throws Exception {
        Document pom = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(PublishedModule.ROOT.resolve("pom.xml").toFile());
        List<String> excluded = elements(pom, "excludeArtifact").stream()
                .map(Element::getTextContent)
                .sorted()
                .toList();
        assertEquals(PublishedModule.groups().stream().sorted().toList(), excluded);
        assertEquals(
                "${maven.deploy.skip}", elements(pom, "skipPublishing").get(0).getTextContent());
    }

    @Test
    void jars_haveLicenseNoticeAndModuleName() throws Exception {
        int jars = 0;
        for (PublishedModule module : PublishedModule.built()) {
            if (!module.isJar()) {
                continue;
            }
            jars++;
            try (JarFile jar = new JarFile(module.jar().toFile())) {
                assertNotNull(jar.getEntry("META-INF/LICENSE"), module.toString());
                assertNotNull(jar.getEntry("META-INF/NOTICE"), module.toString());
                String name = moduleName(module, jar);
                assertTrue(name != null && name.startsWith("io.ironjournal."), module + " is the module " + name);
            }
        }
        assertTrue(jars > 5, "only " + jars + " jars were found");
    }

    /** Callers cannot rely on a name that Java derives from the name of the file. */
    private static String moduleName(PublishedModule module, JarFile jar) throws Exception {
        ModuleDescriptor descriptor = ModuleFinder.of(module.jar().toAbsolutePath())
                .findAll()
                .iterator()
                .next()
                .descriptor();
        return descriptor.isAutomatic()
                ? jar.getManifest().getMainAttributes().getValue("Automatic-Module-Name")
                : descriptor.name();
    }

    @Test
    void starter_asksForTheVersionOfThisBuild() throws Exception {
        String pom = Files.readString(PublishedModule.ROOT.resolve("samples/starter/pom.xml"));
        assertTrue(
                pom.contains("<version.ironjournal>" + PublishedModule.VERSION + "</version.ironjournal>"),
                "samples/starter/pom.xml does not ask for " + PublishedModule.VERSION);
    }
}

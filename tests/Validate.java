import java.io.FileInputStream;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Holds PDF files against veraPDF's profiles: java Validate.java 3a,ua1 FILE... */
public class Validate {
    private static final int MOST_FAILURES = 20;

    public static void main(String[] arguments) throws Exception {
        Logger.getLogger("").setLevel(Level.OFF);
        VeraGreenfieldFoundryProvider.initialise();
        for (int place = 1; place < arguments.length; place++) {
            for (String name : arguments[0].split(",")) {
                hold(arguments[place], PDFAFlavour.fromString(name));
            }
        }
    }

    /** Prints: file, profile, checks made, PASS or FAIL; then every failure on a line of its own. */
    private static void hold(String file, PDFAFlavour flavour) throws Exception {
        var foundry = Foundries.defaultInstance();
        try (var stream = new FileInputStream(file);
                var parser = foundry.createParser(stream, flavour);
                var validator = foundry.createValidator(flavour, MOST_FAILURES, false, false, false)) {
            ValidationResult result = validator.validate(parser);
            String ruling = result.isCompliant() ? "PASS" : "FAIL";
            System.out.printf("%s\t%s\t%d\t%s%n", file, flavour.getId(), result.getTotalAssertions(), ruling);
            for (TestAssertion each : result.getTestAssertions()) {
                String where = each.getLocation().getContext();
                System.out.printf("\t%s: %s [%s]%n", each.getRuleId().getClause(), each.getMessage(), where);
            }
        }
    }
}

package shop.pennywell.portal.site;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import shop.pennywell.portal.store.StoreOffer;
import shop.pennywell.portal.store.StoreQuery;
import shop.pennywell.portal.store.Stores;
import shop.pennywell.portal.viewer.Audience;

/** What search engines ask for. */
@Path("/")
@PermitAll
class RobotsResource {

    private static final int MAX_STORES = 5_000;
    private static final int PAGE = 500;

    private final Stores stores;
    private final String publicUrl;

    RobotsResource(Stores stores, @ConfigProperty(name = "pennywell.public-url") String publicUrl) {
        this.stores = stores;
        this.publicUrl = publicUrl;
    }

    @GET
    @Path("robots.txt")
    @Produces(MediaType.TEXT_PLAIN)
    public String robots() {
        return """
                User-agent: *
                Disallow: /account/
                Disallow: /api/
                Disallow: /go/
                Disallow: /search
                Sitemap: %s/sitemap.xml
                """.formatted(publicUrl);
    }

    @GET
    @Path("sitemap.xml")
    @Produces(MediaType.APPLICATION_XML)
    public String sitemap() {
        List<String> pages = new ArrayList<>(List.of("/", "/stores", "/how-it-works"));
        String after = null;
        List<StoreOffer> found;
        do {
            found = stores.find(StoreQuery.all(Audience.ANYBODY, StoreQuery.Sort.NAME), after, PAGE);
            found.forEach(offer -> pages.add("/stores/" + offer.store().slug()));
            after = found.isEmpty() ? null : Stores.position(found.get(found.size() - 1), StoreQuery.Sort.NAME);
        } while (found.size() == PAGE && pages.size() < MAX_STORES);
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
                .append("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
        pages.forEach(
                page -> xml.append("<url><loc>").append(publicUrl).append(page).append("</loc></url>\n"));
        return xml.append("</urlset>\n").toString();
    }
}

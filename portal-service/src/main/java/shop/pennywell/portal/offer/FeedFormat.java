package shop.pennywell.portal.offer;

/** The kinds of product files that stores and networks give out. */
public enum FeedFormat {
    /** Google Merchant, tab-separated. */
    GOOGLE_TSV,
    /** Google Merchant, RSS 2.0 or Atom. */
    GOOGLE_XML,
    /** Awin's product data download, comma-separated. */
    AWIN_CSV,
    /** Shopify's product export, comma-separated. */
    SHOPIFY_CSV
}

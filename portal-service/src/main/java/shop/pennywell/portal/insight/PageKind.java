package shop.pennywell.portal.insight;

/** The kinds of pages whose views are counted. */
public enum PageKind {
    HOME,
    SEARCH,
    STORES,
    STORE,
    PRODUCT,
    HOW_IT_WORKS
}

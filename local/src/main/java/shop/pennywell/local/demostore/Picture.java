package shop.pennywell.local.demostore;

/** Draws an article: its kind as a simple shape, its colours from its number, so that a page of them looks varied. */
final class Picture {
    private static final String MUG =
            "<rect x='70' y='85' width='85' height='90' rx='14' fill='F'/><path d='M155 105h14a22 22 0 0 1 0 44h-14' fill='none' stroke='F' stroke-width='13'/><path d='M92 70q8-12 0-26M117 70q8-12 0-26' fill='none' stroke='S' stroke-width='6' stroke-linecap='round'/>";
    private static final String BAG =
            "<path d='M65 95h110l12 95H53z' fill='F'/><path d='M92 105V82a28 28 0 0 1 56 0v23' fill='none' stroke='S' stroke-width='10'/>";
    private static final String CANDLE =
            "<rect x='95' y='95' width='50' height='95' rx='6' fill='F'/><path d='M120 95V80' stroke='S' stroke-width='5'/><path d='M120 40c20 22 14 40 0 40s-20-18 0-40z' fill='S'/>";
    private static final String HEART =
            "<path d='M120 185C40 130 55 70 92 70c16 0 25 10 28 20 3-10 12-20 28-20 37 0 52 60-28 115z' fill='F'/>";
    private static final String CAKE =
            "<path d='M60 120h120l-14 70H74z' fill='F'/><path d='M60 120c0-50 120-50 120 0z' fill='S'/><circle cx='120' cy='72' r='11' fill='F'/>";
    private static final String PLATE =
            "<circle cx='120' cy='120' r='72' fill='F'/><circle cx='120' cy='120' r='44' fill='S'/><circle cx='120' cy='120' r='30' fill='F'/>";
    private static final String BUNTING =
            "<path d='M30 70q90 40 180 0' fill='none' stroke='F' stroke-width='6'/><path d='M45 78l18 52 26-42zM98 90l22 55 22-55zM151 88l26 42 18-52z' fill='S'/>";
    private static final String STAR =
            "<path d='M120 45l22 50 54 5-41 36 12 54-47-29-47 29 12-54-41-36 54-5z' fill='F'/>";
    private static final String PENCIL =
            "<path d='M60 180l12-42 88-88 30 30-88 88z' fill='F'/><path d='M60 180l12-42 30 30z' fill='S'/>";
    private static final String FRAME =
            "<rect x='60' y='60' width='120' height='120' rx='6' fill='F'/><rect x='78' y='78' width='84' height='84' fill='S'/><path d='M78 150l28-32 20 20 16-14 20 26v12H78z' fill='F'/>";
    private static final String BOX =
            "<path d='M55 90h130v95H55z' fill='F'/><path d='M48 65h144v30H48z' fill='S'/><path d='M112 65h16v120h-16z' fill='S'/>";
    private static final String LEAF =
            "<path d='M60 180C50 90 110 50 190 55c2 80-40 130-120 118' fill='F'/><path d='M60 185c20-50 55-80 95-98' fill='none' stroke='S' stroke-width='6' stroke-linecap='round'/>";
    private static final String BEAR =
            "<circle cx='82' cy='80' r='24' fill='S'/><circle cx='158' cy='80' r='24' fill='S'/><circle cx='120' cy='125' r='62' fill='F'/><circle cx='98' cy='115' r='7' fill='S'/><circle cx='142' cy='115' r='7' fill='S'/><ellipse cx='120' cy='143' rx='18' ry='13' fill='S'/>";
    private static final String DROP =
            "<path d='M120 45c45 60 55 80 55 100a55 55 0 0 1-110 0c0-20 10-40 55-100z' fill='F'/><path d='M95 150a26 26 0 0 0 26 26' fill='none' stroke='S' stroke-width='8' stroke-linecap='round'/>";
    private static final String HOUSES =
            "<path d='M50 190v-80l30-30 30 30v80z' fill='F'/><path d='M110 190V85l25-30 25 30v105z' fill='S'/><path d='M160 190v-70l18-18 17 18v70z' fill='F'/>";
    private static final String TRAIN =
            "<rect x='70' y='50' width='100' height='115' rx='20' fill='F'/><rect x='84' y='68' width='72' height='42' rx='6' fill='S'/><circle cx='95' cy='140' r='9' fill='S'/><circle cx='145' cy='140' r='9' fill='S'/><path d='M85 165l-20 30M155 165l20 30' stroke='F' stroke-width='9'/>";
    private static final String MOUNTAIN =
            "<path d='M35 185l60-105 35 58 22-34 55 81z' fill='F'/><path d='M95 80l22 38-22 12-20-14z' fill='S'/>";
    private static final String PHONE =
            "<rect x='80' y='40' width='80' height='160' rx='14' fill='F'/><rect x='88' y='58' width='64' height='116' fill='S'/><circle cx='120' cy='187' r='6' fill='S'/>";
    private static final String SIM =
            "<path d='M75 45h65l30 32v118H75z' fill='F'/><rect x='96' y='105' width='52' height='62' rx='8' fill='S'/><path d='M96 136h52M122 105v62' stroke='F' stroke-width='5'/>";

    private Picture() {}

    static String of(Article article) {
        int hue = Math.floorMod(article.sku().hashCode() * 47, 360);
        String shape = shape(article)
                .replace("'F'", "'hsl(%d 45%% 45%%)'".formatted(hue))
                .replace("'S'", "'hsl(%d 60%% 75%%)'".formatted((hue + 40) % 360));
        return "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 240 240' width='240' height='240'><rect width='240' height='240' fill='hsl(%d 45%% 93%%)'/>%s</svg>"
                .formatted(hue, shape);
    }

    private static String shape(Article article) {
        return switch (article.kind()) {
            case "Tea & Coffee" -> MUG;
            case "Bags" -> BAG;
            case "Lighting & Candles" -> CANDLE;
            case "Baking" -> CAKE;
            case "Table", "Children's Table" -> PLATE;
            case "Party" -> BUNTING;
            case "Christmas" -> STAR;
            case "Stationery" -> PENCIL;
            case "Signs & Frames" -> FRAME;
            case "Garden" -> LEAF;
            case "Toys" -> BEAR;
            case "Bath & Comfort" -> DROP;
            case "Ornaments", "Accessories" -> HEART;
            case "Refurbished" -> PHONE;
            case "By the Month", "For a Year" -> SIM;
            case "Couchette" -> TRAIN;
            default ->
                switch (article.category()) {
                    case "City Breaks" -> HOUSES;
                    case "Walking Weeks" -> MOUNTAIN;
                    default -> BOX;
                };
        };
    }
}

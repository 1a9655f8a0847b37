/** What tells a number of a thing from a number of a person. Written for Dutch pages; reviewed 2026-11. */

/** The words right before a number that make it an article, an order or a company number. */
export const NUMBER_OF_A_THING =
  /(?:isbn|issn|ean|gtin|sku|upc|mpn|art|artikel|product|model|type|serie|serial|order|bestel|factuur|invoice|offerte|ticket|kvk|rsin|ref|referentie|zaak|dossier|polis|track|trackandtrace|barcode|item|part|onderdeel|catalogus|vestiging|versie|version|build|batch|partij)(?:e?n|s)?[\s.:=#"'_/-]{0,3}(?:nr|nummer|no|number|num|code|id)?[\s.:=#"'_/-]{0,3}$/i

/** Two letters after four digits that are a unit or a size, also with a number behind them: '2400 mm 100'. */
export const UNITS: ReadonlySet<string> = new Set(
  'mm cm dm km kg gr ml cl dl cc gb tb mb kb pk kw wh ah hz lm lx va bv xl xs xt ti rx gt st qm ft lb oz nm px dpi'.split(
    ' ',
  ),
)

/** Units that people also glue to the numbers on both sides: '1200mm600'. */
export const COMMON_UNITS: ReadonlySet<string> = new Set('mm cm km kg ml gb kw'.split(' '))

/** Sizes and model names in capitals, which are postcodes too: 'Epson 2400 XL 3 cartridges' against '2400 XL 3'. */
export const CAPITAL_UNITS: ReadonlySet<string> = new Set(
  'xl xs xt ti gt rx gb tb mb va kw hz ah wh'.split(' '),
)

/** Two-letter words that follow a year or an amount in running text and in slugs: '2024 in 10 stappen'. */
export const SMALL_WORDS: ReadonlySet<string> = new Set(
  'al am an as at au bij by cd de di do du en er et ex go he hr if ik il im in is it ja je jr ka la le me mo my na no nu of of om on op or os pc pm re so ss sr te to tv uk un up us uw va vs we wk ze zo zu'.split(
    ' ',
  ),
)

/** What follows an amount of things, and never a house number: '5700 XT 8 stuks'. */
export const COUNTED =
  /^[\s-]?(?:gb|tb|mb|mm|cm|kg|gr|gram|stuks?|pak|pack|watt|inch|liter|euro|eur|procent|personen|persoons|delig|jaar|jaren|dagen|weken|maanden|uur|stappen|tips|beste|redenen|voor|x\s?\d|%|€|,-|,\d)/i

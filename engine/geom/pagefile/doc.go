// Package pagefile is how the product stores one page's pixels for itself: small enough to keep every page of every
// chart, quick enough to turn pages by.
//
// Guaranteed: width, height, depth and resolution come back as they went in. Bitonal pages, and grey and colour pages
// that compress well (rendered ones), come back exactly; scanned grey and colour pages come back as JPEG keeps them.
// Grey and colour scans are cut into bands that are coded side by side on all cores. Equal pages give equal bytes.
//
// Refused on reading: an unknown version, sizes over the limit, and anything whose parts do not fit together; memory is
// bounded by the size in the header, which is checked first. The files hold pixels of charts: their callers seal them.
//
//	"CPPF" | version 1 | codec | depth | 0 | width u32 | height u32 | dpi f64 | bands u32 | length u32 … | data …
//
// All numbers are big-endian. codec 1 is one band of zstd over the raster's bytes; codec 2 is JPEG in bands of 512 rows.
// Everybody may import pagefile; it imports geom.
package pagefile

// Package g4 encodes bitonal pages as CCITT Group 4 fax (ITU-T T.6, also called MMR): the codec of scanned text in PDF
// (CCITTFaxDecode, K -1) and TIFF (compression 4).
//
// Guaranteed: the result decodes to exactly the pixels that went in, whatever they are; it ends with EOFB and is padded
// to a byte; equal pages give equal bytes. In PDF the parameters are K -1, Columns and Rows of the page, BlackIs1 false
// (the default); in TIFF PhotometricInterpretation 0 (WhiteIsZero) and FillOrder 1.
//
// Refused: pages that are not bitonal (the result is nil). Decoding is golang.org/x/image/ccitt's job. Everybody may import g4; it imports
// geom and the standard library.
package g4

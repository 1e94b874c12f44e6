#include <leptonica/allheaders.h>

/* Tesseract packs the picture of every line as PNG and unpacks it again at once (ImageData in LSTMRecognizeWord), for no use
   here; that is a thirtieth of all the time that a page takes. The library looks its functions up in the program first and
   finds this one, which packs as Leptonica's own raw form: pixReadMem knows it, and no pixel changes. Where a platform binds
   the library's own function instead, all works as well, only slower. */
l_ok pixWriteMem(l_uint8 **data, size_t *size, PIX *pix, l_int32 format)
{
	(void)format;
	return pixWriteMemSpix(data, size, pix);
}
